package org.cardroom.demo.virtualreaders;

import java.util.ArrayList;
import java.util.List;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.pcsc.VpcdSlot;

/**
 * The cards in a row of readers, from the first reader on.
 * @param gids number of GIDS cards with the zero key and the PIN 000000
 * @param piv number of PIV cards as a YubiKey with firmware 5.7 leaves the factory
 * @param blank number of GIDS cards that were never initialised
 */
record VirtualReaderContents(int gids, int piv, int blank) {
    private static final int AES_192 = 0x0A;

    int size() {
        return gids + piv + blank;
    }

    /** Replaces the cards in the readers by new ones; returns a line for each. */
    List<String> refill(List<VpcdSlot> readers) {
        readers.forEach(VpcdSlot::remove);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            VirtualCard card = card(i);
            readers.get(i).insert(card);
            lines.add(readers.get(i).readerName() + ": " + (i < gids + piv ? card : "blank GIDS card"));
        }
        return lines;
    }

    private VirtualCard card(int index) {
        if (index < gids) {
            return VirtualCardBuilder.gids().build();
        }
        return index < gids + piv
                ? VirtualCardBuilder.piv().algorithm(AES_192).build()
                : VirtualCardBuilder.gids().blank().build();
    }
}

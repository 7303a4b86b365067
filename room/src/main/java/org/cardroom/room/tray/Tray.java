package org.cardroom.room.tray;

import java.util.ArrayList;
import java.util.List;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.pcsc.PcscSlot;

/**
 * The cards that a row of readers is filled with, from the first reader on.
 *
 * @param gids how many GIDS cards with the zero key and the PIN 000000
 * @param piv how many PIV cards as a YubiKey with firmware 5.7 leaves the factory
 * @param blank how many GIDS cards that were never initialised
 */
record Tray(int gids, int piv, int blank) {
    private static final int AES_192 = 0x0A;

    int size() {
        return gids + piv + blank;
    }

    /** Takes out what is in the readers, and puts new cards in; a line for each. */
    List<String> fill(List<PcscSlot> readers) {
        readers.forEach(PcscSlot::remove);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            VirtualCard card = card(i);
            readers.get(i).insert(card);
            lines.add(readers.get(i).reader() + ": " + (i < gids + piv ? card : "blank GIDS card"));
        }
        return lines;
    }

    private VirtualCard card(int index) {
        if (index < gids) {
            return NewCard.gids().make();
        }
        return index < gids + piv
                ? NewCard.piv().algorithm(AES_192).make()
                : NewCard.gids().blank().make();
    }
}

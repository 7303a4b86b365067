package org.cardroom.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.cardroom.events.card.CardId;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.testkit.card.VirtualCardStore.CardOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualCardStoreTest {
    private static final String NAMED = "00112233445566778899AABBCCDDEEFF";

    @TempDir
    Path folder;

    private static CardOrder waiting(String kind, String algorithm, String cardId) {
        return new CardOrder(kind, algorithm, cardId);
    }

    private VirtualCardStore stock() {
        return new VirtualCardStore(folder, 1);
    }

    private List<String> ids(VirtualCardStore cardStore, Set<CardId> used, CardOrder... waiting) {
        Deque<VirtualCard> cards = cardStore.allocate(List.of(waiting), used);
        return cards.stream().map(VirtualCard::id).toList();
    }

    @Test
    void buysACardOfTheRightKind() {
        Deque<VirtualCard> cards = stock().allocate(List.of(waiting("PIV", "AES-192", null)), Set.of());
        assertThat(cards).singleElement().returns("PIV", VirtualCard::kind);
    }

    @Test
    void buysTheCardThatIsNamed() {
        assertThat(ids(stock(), Set.of(), waiting("GIDS", "3DES", NAMED))).containsExactly(NAMED);
    }

    @Test
    void drawsTheSameIdsFromTheSameSeed(@TempDir Path other) {
        List<String> here = ids(stock(), Set.of(), waiting("GIDS", "3DES", null));
        VirtualCardStore there = new VirtualCardStore(other, 1);
        assertThat(ids(there, Set.of(), waiting("GIDS", "3DES", null))).isEqualTo(here);
    }

    @Test
    void findsTheCardOfAnEarlierStartAgain() {
        ids(stock(), Set.of(), waiting("GIDS", "3DES", NAMED));
        assertThat(stock().load(NAMED).id()).isEqualTo(NAMED);
        assertThat(stock().ids()).containsExactly(new CardId(NAMED));
    }

    @Test
    void usesBlanksThatAreLeftOver() {
        List<String> bought = ids(stock(), Set.of(), waiting("GIDS", "3DES", null));
        assertThat(ids(stock(), Set.of(), waiting("GIDS", "3DES", null))).isEqualTo(bought);
    }

    @Test
    void usesNoCardThatIsTakenOrOfAnotherKind() {
        List<String> bought = ids(stock(), Set.of(), waiting("GIDS", "3DES", null));
        Set<CardId> used = Set.of(new CardId(bought.get(0)));
        assertThat(ids(stock(), used, waiting("GIDS", "3DES", null))).doesNotContainAnyElementsOf(bought);
        assertThat(ids(stock(), Set.of(), waiting("PIV", "AES-192", null))).doesNotContainAnyElementsOf(bought);
    }

    @Test
    void saysThatACardIsNotThere() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> stock().load(NAMED))
                .withMessageContaining(NAMED);
    }
}

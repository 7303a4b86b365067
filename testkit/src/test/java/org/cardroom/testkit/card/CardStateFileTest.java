package org.cardroom.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardStateFileTest {

    @TempDir
    Path folder;

    @Test
    void cardComesBackAsItWas() {
        Path file = folder.resolve("one.card");
        VirtualCard card = VirtualCardBuilder.gids().withFile(file).build();
        RawCardClient host = new RawCardClient(card);
        host.authenticate(RawCardClient.ZERO_KEY);
        host.send(RawCardClient.PUT_NEW_KEY);

        VirtualCard again = VirtualCard.load(file);

        assertThat(again).hasToString(card.toString());
        assertThat(again.keyWrites()).isEqualTo(1);
        assertThat(new RawCardClient(again).authenticate(RawCardClient.NEW_KEY)).isEqualTo("9000");
    }

    @Test
    void loadedCardGoesOnSavingItself() {
        Path file = folder.resolve("one.card");
        VirtualCardBuilder.gids().withFile(file).build();
        RawCardClient host = new RawCardClient(VirtualCard.load(file));
        host.authenticate(RawCardClient.ZERO_KEY);
        host.send(RawCardClient.SET_PIN);

        assertThat(VirtualCard.load(file).pinWrites()).isEqualTo(1);
    }

    @Test
    void spentTriesSurvive() {
        Path file = folder.resolve("one.card");
        RawCardClient host =
                new RawCardClient(VirtualCardBuilder.gids().withFile(file).build());
        host.send(RawCardClient.SELECT_GIDS);
        host.send("0020008006393939393939");

        RawCardClient again = new RawCardClient(VirtualCard.load(file));
        again.send(RawCardClient.SELECT_GIDS);

        assertThat(again.send("00200080")).isEqualTo("63C2");
    }

    @Test
    void commandThatChangesNothingWritesNothing() throws IOException {
        Path file = folder.resolve("one.card");
        VirtualCard card = VirtualCardBuilder.gids().withFile(file).build();
        FileTime longAgo = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(file, longAgo);

        new RawCardClient(card).authenticate(RawCardClient.ZERO_KEY);

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
    }

    @Test
    void saysWhichFileIsNoCard() throws IOException {
        Path file = Files.createFile(folder.resolve("empty"));

        assertThatThrownBy(() -> VirtualCard.load(folder.resolve("none")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> VirtualCard.load(file)).isInstanceOf(IllegalArgumentException.class);
    }
}

package org.cardroom.testkit.pcsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.pcsc.ExternalCardTools.ToolResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual cards are cards to those who do not know us. */
@Timeout(120)
class ExternalCardToolsTest {

    private static final String ID = "00112233445566778899aabbccddeeff";
    private static final String ZERO = "00".repeat(24);
    private static final String KEY = "1023456789ABCDEF0123456789ABCDEF1032547698BADCFE";
    private static final String FACTORY = "0102030405060708".repeat(3);

    @TempDir
    private static Path folder;

    private static VirtualPcscd pcscd;
    private static VpcdSlot slot;
    private static ExternalCardTools cardTools;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(ExternalCardTools.checkAvailable(), "no PC/SC");
        pcscd = VirtualPcscd.start(folder, 1, Duration.ZERO);
        slot = pcscd.slots().get(0);
        cardTools = new ExternalCardTools(pcscd);
    }

    @AfterEach
    void takeOut() {
        slot.remove();
    }

    @AfterAll
    static void stop() {
        if (pcscd != null) {
            pcscd.close();
        }
    }

    private static void accepts(ToolResult result) {
        assertThat(result.accepted()).as(result.output()).isTrue();
    }

    private static void refuses(ToolResult result) {
        assertThat(result.accepted()).as(result.output()).isFalse();
    }

    @Test
    void openScInitialisesABlankGidsCard() {
        slot.insert(VirtualCardBuilder.gids().blank().build());
        accepts(cardTools.initialize(slot, KEY, "123456", ID));

        assertThat(cardTools.read(slot).output()).contains("Serial number  : " + ID);
        accepts(cardTools.verifyPin(slot, "123456"));
        refuses(cardTools.verifyPin(slot, "654321"));
        refuses(cardTools.initialize(slot, ZERO, "111111", ID));
    }

    @Test
    void openScAdministersAGidsCard() {
        slot.insert(VirtualCardBuilder.gids().build());
        accepts(cardTools.changeKey(slot, ZERO, KEY));
        refuses(cardTools.changeKey(slot, ZERO, KEY));
        accepts(cardTools.setPin(slot, KEY, "654321"));
        accepts(cardTools.verifyPin(slot, "654321"));
    }

    @Test
    void openScReadsAnIssuedGidsCard() {
        slot.insert(VirtualCardBuilder.gids().id(ID.toUpperCase(Locale.ROOT)).build());
        assertThat(cardTools.read(slot).output()).contains(ID, "UserPIN", "Tries left     : 3");
    }

    @Test
    void yubicoAdministersAPivCard() {
        slot.insert(VirtualCardBuilder.piv().build());
        accepts(cardTools.verifyPivPin(slot, "123456"));
        refuses(cardTools.verifyPivPin(slot, "654321"));
        accepts(cardTools.setChuid(slot, FACTORY));
        refuses(cardTools.setChuid(slot, KEY));
    }

    @ParameterizedTest
    @CsvSource({"03, 24", "08, 16", "0A, 24", "0C, 32"})
    void openScAuthenticatesByAnyAlgorithm(String algorithm, int keyLength) {
        slot.insert(VirtualCardBuilder.piv()
                .algorithm(Integer.parseInt(algorithm, 16))
                .build());
        String factory = "0102030405060708".repeat(4).substring(0, 2 * keyLength);

        accepts(cardTools.authenticatePiv(slot, algorithm, factory));
        refuses(cardTools.authenticatePiv(slot, algorithm, factory.replace("08", "10")));
        accepts(cardTools.verifyPin(slot, "123456"));
    }
}

package org.cardroom.demo.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardroom.testkit.card.RawCardClient;
import org.cardroom.testkit.card.VirtualCard;

/** A GIDS client that takes and returns what the HTTP API does: base64 and PINs in text. */
final class GidsClient {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final RawCardClient card;

    GidsClient(VirtualCard card) {
        this.card = new RawCardClient(card);
    }

    private static void requireOk(String response) {
        assertThat(response).endsWith("9000");
    }

    /** In base64, percent-encoded as a query has it. */
    String challenge() {
        byte[] challenge = HEX.parseHex(card.requestGidsChallenge());
        return Base64.getEncoder().encodeToString(challenge).replace("+", "%2B").replace("=", "%3D");
    }

    void answer(String base64) {
        requireOk(card.answerGidsChallenge(HEX.formatHex(Base64.getDecoder().decode(base64))));
    }

    void putKey(String base64) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(base64);
        Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DESede"));
        String kcv = HEX.formatHex(Arrays.copyOf(cipher.doFinal(new byte[8]), 3));
        requireOk(card.send("00DB3FFF26" + "7024840180A51F8718" + HEX.formatHex(key) + "8803" + kcv));
    }

    void setPin(String pin) {
        requireOk(card.send("002C0280" + withLength(pin)));
    }

    void verifyPin(String pin) {
        requireOk(card.send("00200080" + withLength(pin)));
    }

    private static String withLength(String pin) {
        return HEX.toHexDigits((byte) pin.length()) + HEX.formatHex(pin.getBytes(StandardCharsets.US_ASCII));
    }
}

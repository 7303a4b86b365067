package org.cardroom.demo.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardroom.testkit.card.VirtualCard;

/** A client's hands on a GIDS card: its commands byte by byte, in no way those of our agent. */
final class GidsClient {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final VirtualCard card;

    GidsClient(VirtualCard card) {
        this.card = card;
        send("00A4040009A0000003974254465900");
    }

    private String send(String hex) {
        String answer = HEX.formatHex(card.transmit(HEX.parseHex(hex)));
        assertThat(answer).as(hex).endsWith("9000");
        return answer;
    }

    /** In base64, percent-encoded as a query has it. */
    String challenge() {
        send("0022C1A403830180");
        String answer = send("00870000047C02810000");
        byte[] challenge = HEX.parseHex(answer.substring(8, 24));
        return Base64.getEncoder().encodeToString(challenge).replace("+", "%2B").replace("=", "%3D");
    }

    void answer(String base64) {
        send("008700000C7C0A8208" + HEX.formatHex(Base64.getDecoder().decode(base64)));
    }

    void putKey(String base64) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(base64);
        Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DESede"));
        String kcv = HEX.formatHex(Arrays.copyOf(cipher.doFinal(new byte[8]), 3));
        send("00DB3FFF26" + "7024840180A51F8718" + HEX.formatHex(key) + "8803" + kcv);
    }

    void setPin(String pin) {
        send("002C0280" + HEX.toHexDigits((byte) pin.length())
                + HEX.formatHex(pin.getBytes(StandardCharsets.US_ASCII)));
    }

    void verifyPin(String pin) {
        send("00200080" + HEX.toHexDigits((byte) pin.length())
                + HEX.formatHex(pin.getBytes(StandardCharsets.US_ASCII)));
    }
}

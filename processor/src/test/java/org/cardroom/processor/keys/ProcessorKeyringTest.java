package org.cardroom.processor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.KDFCounterBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KDFCounterParameters;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.events.secret.Pin;
import org.cardroom.events.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class ProcessorKeyringTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final AdminKeyRef FIRST = new AdminKeyRef(1, 1);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final byte[] AN10922_MASTER = HEX.parseHex("00112233445566778899AABBCCDDEEFF");

    private final MasterKeyRing masters = new MasterKeyRing(Map.of(1, key(1), 2, key(2)));
    private final HeldPinCipher hold = new HeldPinCipher(key(3));

    private static SecretKey key(int fill) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) fill;
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static String revealed(SecretBytes secret) {
        ByteBuffer out = ByteBuffer.allocate(secret.length());
        secret.copyInto(out);
        return HEX.formatHex(out.array());
    }

    private static Pin pin(String text) {
        return Pin.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ProfileTemplate template(String alias, String kcv, String diversification) {
        InitialKeyRef initial = new InitialKeyRef(alias, new KeyCheckValue(kcv), diversification);
        KeyAlgorithm algorithm = diversification == null ? KeyAlgorithm.TDES : KeyAlgorithm.AES_128;
        boolean piv = diversification != null;
        return new ProfileTemplate(
                "t",
                piv ? CardKind.PIV : CardKind.GIDS,
                algorithm,
                initial,
                true,
                UserPinOption.NONE,
                null,
                piv ? "factory" : null,
                null,
                null);
    }

    @Test
    void knowsAllAnswersByHeart() {
        assertThatCode(CryptoSelfTest::run).doesNotThrowAnyException();
    }

    @Test
    void derivesAsBouncyCastleDoes() {
        byte[] context = {1, 2, 3};
        byte[] fixed = "label\0\1\2\3\0\0\1\100".getBytes(StandardCharsets.ISO_8859_1);
        KDFCounterBytesGenerator witness = new KDFCounterBytesGenerator(new HMac(new SHA256Digest()));
        witness.init(new KDFCounterParameters(key(1).getEncoded(), fixed, 32));
        byte[] expected = new byte[40];
        witness.generateBytes(expected, 0, 40);
        assertThat(Sp800108Kdf.derive(key(1), "label", context, 40)).isEqualTo(expected);
    }

    @Test
    void givesEveryByteOfA3DesKeyOddParity() {
        String derived = revealed(masters.deriveAdminKey(FIRST, CardKind.GIDS, CARD, KeyAlgorithm.TDES));
        for (byte b : HEX.parseHex(derived)) {
            assertThat(Integer.bitCount(b & 0xFF) % 2).isOne();
        }
    }

    @Test
    void derivesAnotherKeyForAnotherVersionIssuanceKindAndCard() {
        CardId other = new CardId("FF".repeat(16));
        assertThat(List.of(
                        derived(FIRST, CardKind.GIDS, CARD),
                        derived(new AdminKeyRef(2, 1), CardKind.GIDS, CARD),
                        derived(new AdminKeyRef(1, 2), CardKind.GIDS, CARD),
                        derived(FIRST, CardKind.PIV, CARD),
                        derived(FIRST, CardKind.GIDS, other)))
                .doesNotHaveDuplicates();
    }

    private String derived(AdminKeyRef ref, CardKind kind, CardId card) {
        return revealed(masters.deriveAdminKey(ref, kind, card, KeyAlgorithm.TDES));
    }

    @Test
    void derivesFromTheNewestVersion() {
        assertThat(masters.currentVersion()).isEqualTo(2);
    }

    @Test
    void refusesAVersionThatItDoesNotHave() {
        assertThatIllegalStateException()
                .isThrownBy(() -> derived(new AdminKeyRef(3, 1), CardKind.GIDS, CARD))
                .withMessageContaining("master key version 3");
    }

    @Test
    void derivesAPukOfEightDigits() {
        assertThat(revealed(masters.derivePuk(1, CardKind.PIV, CARD))).matches("(3\\d){8}");
    }

    @Test
    void derivesTheSamePukAgain() {
        assertThat(masters.derivePuk(1, CardKind.PIV, CARD).matches(masters.derivePuk(1, CardKind.PIV, CARD)))
                .isTrue();
        assertThat(masters.derivePuk(1, CardKind.PIV, CARD).matches(masters.derivePuk(2, CardKind.PIV, CARD)))
                .isFalse();
    }

    @Test
    void givesBackTheHeldPinForItsCardOnly() {
        String sealed = hold.seal(pin("493817"), "request card");
        assertThat(hold.open(sealed, "request card").matches(pin("493817"))).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> hold.open(sealed, "request other"));
    }

    @Test
    void opensALetterWithThePrintersKeyOnly() {
        HpkeKeyPair printers = HpkeKeyPair.generate();
        UUID request = UUID.randomUUID();
        UUID card = UUID.randomUUID();
        String sealed = new PinLetterCipher(printers.publicKey()).seal(pin("493817"), request, card);
        assertThat(PinLetterCipher.open(printers, sealed, request, card)).get().matches(p -> p.matches(pin("493817")));
        assertThat(PinLetterCipher.open(HpkeKeyPair.generate(), sealed, request, card))
                .isEmpty();
        assertThat(PinLetterCipher.open(printers, sealed, card, request)).isEmpty();
    }

    @Test
    void findsAPublicInitialKey() {
        AdminKey key =
                new InitialKeyProvider(alias -> Optional.empty()).keyFor(template("zero-3des", "8CA64D", null), CARD);
        assertThat(revealed(key)).isEqualTo("00".repeat(24));
    }

    @Test
    void refusesAnInitialKeyThatIsNotTheTemplates() {
        InitialKeyProvider keys = new InitialKeyProvider(alias -> Optional.empty());
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> keys.keyFor(template("zero-3des", "B073DC", null), CARD))
                .withMessage("the key zero-3des has the check value 8CA64D, but the template t requires B073DC");
    }

    @Test
    void refusesAnUnknownAliasByName() {
        InitialKeyProvider keys = new InitialKeyProvider(alias -> Optional.empty());
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> keys.keyFor(template("vendor", "B073DC", null), CARD))
                .withMessageContaining("named vendor");
    }

    @Test
    void diversifiesAVendorsMasterKeyByCardId() {
        InitialKeyProvider keys =
                new InitialKeyProvider(alias -> Optional.of(new SecretKeySpec(AN10922_MASTER, "HmacSHA256")));
        String kcv = AdminKey.of(KeyAlgorithm.AES_128, AN10922_MASTER).kcv().hex();
        AdminKey key = keys.keyFor(template("vendor", kcv, "AN10922"), CARD);
        assertThat(revealed(key))
                .isEqualTo(
                        HEX.formatHex(InitialKeyProvider.diversifyAn10922(AN10922_MASTER, HEX.parseHex(CARD.hex()))));
    }

    @Test
    void knowsTheVectorOfAn10922() {
        byte[] key =
                InitialKeyProvider.diversifyAn10922(AN10922_MASTER, HEX.parseHex("04782E21801D803042F54E585020416275"));
        assertThat(HEX.formatHex(key)).isEqualTo("A8DD63A3B89D54B37CA802473FDA9175");
    }
}

package org.cardroom.processor.keys;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Hex;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;

/** Provides the initial keys and PUKs of cards: public factory values, or a vendor's values from the keystore. */
public final class InitialKeyProvider {
    static final String KEY_PREFIX = "initial-key-";
    static final String PUK_PREFIX = "initial-puk-";

    private static final String FACTORY_PATTERN = "0102030405060708";
    private static final Map<String, String> PUBLIC_KEYS = Map.of(
            "zero-3des", "00".repeat(24),
            "factory-3des", FACTORY_PATTERN.repeat(3),
            "factory-aes-128", FACTORY_PATTERN.repeat(2),
            "factory-aes-192", FACTORY_PATTERN.repeat(3),
            "factory-aes-256", FACTORY_PATTERN.repeat(4));
    /** 12345678 in ASCII: the factory PUK of PIV cards. */
    private static final Map<String, String> PUBLIC_PUKS = Map.of("factory", "3132333435363738");

    private static final byte AES_128_CONSTANT = 0x01;

    private final Function<String, Optional<SecretKey>> keystore;

    InitialKeyProvider(Function<String, Optional<SecretKey>> keystore) {
        this.keystore = keystore;
    }

    /**
     * Returns a card's initial administrator key; the caller closes it.
     * @throws EnvironmentException if the template's key is missing or its check value differs from the template's
     */
    public AdminKey keyFor(ProfileTemplate template, CardId card) {
        InitialKeyRef named = template.initialKey();
        if (named.diversification() != null && template.algorithm() != KeyAlgorithm.AES_128) {
            throw new EnvironmentException(named.diversification() + " supports AES-128 only, but the template "
                    + template.name() + " has " + template.algorithm().text());
        }
        byte[] value = value(named.alias(), PUBLIC_KEYS, KEY_PREFIX);
        try {
            AdminKey key = AdminKey.of(template.algorithm(), value);
            if (!key.kcv().equals(named.kcv())) {
                throw new EnvironmentException("the key " + named.alias() + " has the check value " + key.kcv()
                        + ", but the template " + template.name() + " requires " + named.kcv());
            }
            return named.diversification() == null ? key : diversified(key, value, card);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    /** Returns the initial PUK with this alias; the caller closes it. */
    public Pin puk(String alias) {
        byte[] value = value(alias, PUBLIC_PUKS, PUK_PREFIX);
        try {
            return Pin.of(value);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    private byte[] value(String alias, Map<String, String> known, String prefix) {
        String publicValue = known.get(alias);
        return publicValue != null
                ? Hex.bytes(publicValue)
                : keystore.apply(prefix + alias)
                        .orElseThrow(() -> new EnvironmentException("there is no initial key or PUK named " + alias))
                        .getEncoded();
    }

    private static AdminKey diversified(AdminKey master, byte[] value, CardId card) {
        master.close();
        byte[] key = diversifyAn10922(value, Hex.bytes(card.hex()));
        try {
            return AdminKey.of(KeyAlgorithm.AES_128, key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * Diversifies an AES-128 key (NXP AN10922, section 2.2): CMAC over a constant and the input. For 16 to 31 bytes of
     * input, the padding of AN10922 equals that of CMAC.
     */
    static byte[] diversifyAn10922(byte[] master, byte[] input) {
        CMac cmac = new CMac(AESEngine.newInstance());
        cmac.init(new KeyParameter(master));
        cmac.update(AES_128_CONSTANT);
        cmac.update(input, 0, input.length);
        byte[] key = new byte[cmac.getMacSize()];
        cmac.doFinal(key, 0);
        return key;
    }
}

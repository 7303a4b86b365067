package org.cardroom.processor.keys;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.cardroom.events.card.Hex;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.channel.ProcessorPublicKeys;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.EnrolmentVerificationKey;
import org.cardroom.events.keystore.Pkcs12KeyFile;

/**
 * The contents of a processor's keystore.
 * @param masterKeys the versions of the master key
 * @param initialKeys the initial keys and PUKs of cards
 * @param heldPinCipher seals PINs until their cards are issued
 * @param pinLetterCipher seals PINs for their letters
 * @param channelKeys the processors' key pairs of the agents' channels, by key id
 * @param enrolmentKey verifies the signatures of enrolments
 */
public record ProcessorKeyring(
        MasterKeyRing masterKeys,
        InitialKeyProvider initialKeys,
        HeldPinCipher heldPinCipher,
        PinLetterCipher pinLetterCipher,
        Map<String, HpkeKeyPair> channelKeys,
        EnrolmentVerificationKey enrolmentKey) {
    /** The alias of a master key is this prefix and the key's version. */
    public static final String MASTER_PREFIX = "master-";

    static final String CHANNEL_PREFIX = "processors-";
    static final String HELD_PIN_ALIAS = "hold";
    static final String LETTERS_ALIAS = "letters-public";
    static final String OFFICER_ALIAS = "officer-public";

    private static final Pattern NUMBERED = Pattern.compile("([a-z]+-)(\\d{1,6})");

    /**
     * Opens a keystore created by {@code init-keys}.
     * @throws EnvironmentException if the file is unreadable, the passphrase is wrong, or a key is missing
     */
    public static ProcessorKeyring open(Path keystore, char[] passphrase) {
        Pkcs12KeyFile file = Pkcs12KeyFile.open(keystore, passphrase);
        return new ProcessorKeyring(
                new MasterKeyRing(numbered(file, MASTER_PREFIX, match -> Integer.valueOf(match.group(2)), key -> key)),
                new InitialKeyProvider(file::find),
                new HeldPinCipher(file.get(HELD_PIN_ALIAS)),
                new PinLetterCipher(
                        new HpkePublicKey(Hex.of(file.get(LETTERS_ALIAS).getEncoded()))),
                numbered(file, CHANNEL_PREFIX, Matcher::group, key -> HpkeKeyPair.of(key.getEncoded())),
                new EnrolmentVerificationKey(Hex.of(file.get(OFFICER_ALIAS).getEncoded())));
    }

    /** Returns the public keys that agents need. */
    public ProcessorPublicKeys publicKeys() {
        Map<String, HpkePublicKey> keys = new HashMap<>();
        channelKeys.forEach((id, pair) -> keys.put(id, pair.publicKey()));
        return new ProcessorPublicKeys(keys);
    }

    /** Returns the fingerprints of master and channel keys by alias; they reveal nothing of the keys. */
    public Map<String, String> fingerprints() {
        Map<String, String> fingerprints = new HashMap<>();
        masterKeys.fingerprints().forEach((version, value) -> fingerprints.put(MASTER_PREFIX + version, value));
        channelKeys.forEach((id, pair) -> fingerprints.put(id, pair.publicKey().fingerprint()));
        return fingerprints;
    }

    /** Creates the processors' side of all agent channels. */
    public ProcessorChannels openChannels() {
        return new ProcessorChannels(channelKeys, Clock.systemUTC());
    }

    private static <K, V> Map<K, V> numbered(
            Pkcs12KeyFile file, String prefix, Function<Matcher, K> name, Function<SecretKey, V> value) {
        Map<K, V> found = new HashMap<>();
        for (String alias : file.aliases()) {
            Matcher match = NUMBERED.matcher(alias);
            if (match.matches() && match.group(1).equals(prefix)) {
                found.put(name.apply(match), value.apply(file.get(alias)));
            }
        }
        if (found.isEmpty()) {
            throw new EnvironmentException("the keystore has no key named " + prefix + "1");
        }
        return found;
    }
}

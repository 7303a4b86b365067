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
 * All that a processor's keystore holds, opened.
 *
 * @param masters versions of the master key
 * @param initials what cards come with
 * @param hold seals PINs until their cards are issued
 * @param letters seals PINs for their letters
 * @param channels this side of the agents' channels, by key id
 * @param officer whose signature enrolments bear
 */
public record RoomKeys(
        MasterKeys masters,
        InitialKeys initials,
        HoldKey hold,
        LetterKey letters,
        Map<String, HpkeKeyPair> channels,
        EnrolmentVerificationKey officer) {
    /** How the versions of the master key are called, before their number. */
    public static final String MASTER = "master-";

    static final String CHANNEL = "processors-";
    static final String HOLD = "hold";
    static final String LETTERS = "letters-public";
    static final String OFFICER = "officer-public";

    private static final Pattern NUMBERED = Pattern.compile("([a-z]+-)(\\d{1,6})");

    /**
     * Opens a keystore that {@code init-keys} made.
     *
     * @throws EnvironmentException if it cannot be read, the passphrase is wrong, or a key is missing
     */
    public static RoomKeys open(Path keystore, char[] passphrase) {
        Pkcs12KeyFile file = Pkcs12KeyFile.open(keystore, passphrase);
        return new RoomKeys(
                new MasterKeys(numbered(file, MASTER, match -> Integer.valueOf(match.group(2)), key -> key)),
                new InitialKeys(file::find),
                new HoldKey(file.get(HOLD)),
                new LetterKey(new HpkePublicKey(Hex.of(file.get(LETTERS).getEncoded()))),
                numbered(file, CHANNEL, Matcher::group, key -> HpkeKeyPair.of(key.getEncoded())),
                new EnrolmentVerificationKey(Hex.of(file.get(OFFICER).getEncoded())));
    }

    /** What agents have to know of the processors. */
    public ProcessorPublicKeys publicKeys() {
        Map<String, HpkePublicKey> keys = new HashMap<>();
        channels.forEach((id, pair) -> keys.put(id, pair.publicKey()));
        return new ProcessorPublicKeys(keys);
    }

    /** What its numbered keys check to, by name: no key, and nothing that one could be found from. */
    public Map<String, String> marks() {
        Map<String, String> marks = new HashMap<>();
        masters.marks().forEach((version, mark) -> marks.put(MASTER + version, mark));
        channels.forEach((id, pair) -> marks.put(id, pair.publicKey().fingerprint()));
        return marks;
    }

    /** The processors' end of all channels. */
    public ProcessorChannels openChannels() {
        return new ProcessorChannels(channels, Clock.systemUTC());
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
            throw new EnvironmentException("the keystore has no key called " + prefix + "1");
        }
        return found;
    }
}

package org.cardroom.bench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.demo.local.InstallationKeys;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.ChannelRef;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.testkit.files.TempDirectory;

/** Keys of a new installation and the messages of one card. */
final class BenchmarkFixtures {
    static final String AGENT = "bench-1";
    static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    static final Challenge SHORT = new Challenge("0011223344556677");
    static final Challenge LONG = new Challenge("00112233445566778899AABBCCDDEEFF");
    private static final UUID SESSION = UuidGenerator.next();
    private static final int LIFETIME_MILLIS = 4_000;

    private BenchmarkFixtures() {}

    /** Creates the keys that {@code init-keys} creates. */
    static ProcessorKeyring createKeys() {
        try (TempDirectory directory = TempDirectory.create("cardroom-bench")) {
            return InstallationKeys.openOrCreate(directory.path(), BenchmarkFixtures::passphrase)
                    .openKeyring();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static char[] passphrase() {
        return "for a bench only".toCharArray();
    }

    static CardEvent.CardInserted cardInserted(ChannelRef channel) {
        EventHeader header =
                new EventHeader(EventHeader.SCHEMA, UuidGenerator.next(), AGENT, channel, "slot-1", Instant.now());
        JournalSnapshot journal = new JournalSnapshot(UuidGenerator.next(), List.of());
        return new CardEvent.CardInserted(
                header, SESSION, CardKind.GIDS, new Atr("3B9F95"), CARD, SHORT, KeyAlgorithm.TDES, Set.of(), journal);
    }

    static InstructionEnvelope envelope(EventHeader header) {
        return new InstructionEnvelope(
                EventHeader.SCHEMA,
                UuidGenerator.next(),
                AGENT,
                header.channel().encapsulated(),
                header.event(),
                SESSION,
                CARD,
                InstructionType.PUT_KEY,
                SHORT,
                LIFETIME_MILLIS);
    }
}

package org.cardroom.bench.load;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.card.Hex;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.secret.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * One simulated card: put in; its key put, reported; done, reported. Guarded by itself.
 */
public final class SimulatedCard {
    /** Its events. */
    static final int STAGES = 3;

    private static final Atr ATR = new Atr("3B9F95");
    private static final int BLOCK = 8;

    final BenchEnvironment.SimulatedAgent agent;
    final CardId card = new CardId(random(16));
    final UUID session = UuidGenerator.next();
    private final JournalSnapshot journal = new JournalSnapshot(UuidGenerator.next(), List.of());
    private int sent;
    private @Nullable UUID instruction;
    private long intended;
    private OptionalLong due = OptionalLong.empty();

    SimulatedCard(BenchEnvironment.SimulatedAgent agent) {
        this.agent = agent;
    }

    /** How many of its events were sent. */
    synchronized int sentCount() {
        return sent;
    }

    /** When its last event was to be sent, in the time of {@link System#nanoTime}. */
    public synchronized long intendedAt() {
        return intended;
    }

    /** What it was told to do; its next event reports that it is done. */
    synchronized void setInstruction(UUID told) {
        instruction = told;
    }

    /** Whether it can go on; if not, it is remembered that it should have by then. */
    synchronized boolean claimNext(long when) {
        due = instruction == null ? OptionalLong.of(when) : OptionalLong.empty();
        return due.isEmpty();
    }

    /** When it should have gone on, once; empty where nobody wanted it to. */
    synchronized OptionalLong takeOverdue() {
        OptionalLong missed = due;
        due = OptionalLong.empty();
        return missed;
    }

    /** The next event. */
    synchronized CardEvent nextEvent(long when) {
        intended = when;
        sent++;
        EventHeader header = new EventHeader(
                EventHeader.SCHEMA,
                UuidGenerator.next(),
                agent.name(),
                agent.channel().ref(),
                "slot-1",
                Instant.now());
        UUID done = instruction;
        instruction = null;
        Challenge challenge = sent == STAGES ? null : new Challenge(random(BLOCK));
        if (done == null) {
            Challenge first = new Challenge(random(BLOCK));
            return new CardEvent.CardInserted(
                    header, session, CardKind.GIDS, ATR, card, first, KeyAlgorithm.TDES, Set.of(), journal);
        }
        return new CardEvent.StepReported(
                header, session, card, done, InstructionProgress.DONE, new CardResponse.Accepted(), challenge, journal);
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Hex.of(bytes);
    }
}

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

/** One simulated card with three events: inserted, key written, PIN set. Thread-safe. */
public final class SimulatedCard {
    /** The number of events of a card. */
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

    /** Returns the number of events sent. */
    synchronized int sentCount() {
        return sent;
    }

    /** Returns the {@link System#nanoTime} at which its last event was due. */
    public synchronized long intendedAt() {
        return intended;
    }

    /** Stores the instruction that the next event reports as done. */
    synchronized void setInstruction(UUID received) {
        instruction = received;
    }

    /** Returns true if the next event can be sent; otherwise stores {@code when} as its due time. */
    synchronized boolean claimNext(long when) {
        due = instruction == null ? OptionalLong.of(when) : OptionalLong.empty();
        return due.isEmpty();
    }

    /** Returns and clears the stored due time; empty if no event is overdue. */
    synchronized OptionalLong takeOverdue() {
        OptionalLong missed = due;
        due = OptionalLong.empty();
        return missed;
    }

    /** Creates the next event. */
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

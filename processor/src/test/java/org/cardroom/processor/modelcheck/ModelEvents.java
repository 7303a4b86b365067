package org.cardroom.processor.modelcheck;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.CardRemoved;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.ChannelRef;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.cardroom.processor.modelcheck.ModelAgent.WaitingSession;
import org.jspecify.annotations.Nullable;

/** What an agent writes of the one card; cards repeat their challenges, and these all do. */
final class ModelEvents {
    private static final Challenge CHALLENGE = new Challenge("0011223344556677");
    private static final ChannelRef CHANNEL = new ChannelRef("processors-1", Instant.EPOCH, "00".repeat(32));
    private static final Atr ATR = new Atr("3B00");

    private ModelEvents() {}

    private static EventHeader origin(ModelAgent agent) {
        return new EventHeader(
                EventHeader.SCHEMA, UuidGenerator.next(), agent.name(), CHANNEL, "slot-1", Instant.EPOCH);
    }

    static CardInserted inserted(ModelConfig config, ModelAgent agent) {
        return new CardInserted(
                origin(agent),
                UuidGenerator.next(),
                config.kind(),
                ATR,
                GidsCardFixture.CARD,
                CHALLENGE,
                KeyAlgorithm.TDES,
                Set.of(),
                agent.journal());
    }

    static CardChallengeFailed unfit(ModelAgent agent) {
        return new CardChallengeFailed(
                origin(agent),
                UuidGenerator.next(),
                GidsCardFixture.CARD,
                new CardResponse.Unexpected("6F00"),
                agent.journal());
    }

    static CardRemoved removed(ModelAgent agent, WaitingSession waiting) {
        return new CardRemoved(origin(agent), waiting.session(), GidsCardFixture.CARD);
    }

    /** What became of an instruction; nothing more will. */
    static StepReported report(
            ModelAgent agent, WaitingSession in, UUID told, InstructionProgress progress, CardResponse response) {
        return report(agent, in, told, progress, response, null, null);
    }

    /** What became of it, and the challenge to go on with. */
    static StepReported asking(
            ModelAgent agent, WaitingSession in, UUID told, InstructionProgress progress, CardResponse response) {
        return report(agent, in, told, progress, response, CHALLENGE, null);
    }

    /** What both sides drew. */
    static StepReported proving(ModelConfig config, ModelAgent agent, WaitingSession in, ModelInstruction instruction) {
        int bytes = config.kind() == CardKind.GIDS ? 16 : 8;
        Challenge cards = new Challenge("11".repeat(bytes));
        Challenge hosts = new Challenge("22".repeat(bytes));
        return report(agent, in, instruction.id(), InstructionProgress.DONE, new CardResponse.Accepted(), cards, hosts);
    }

    private static StepReported report(
            ModelAgent agent,
            WaitingSession in,
            UUID told,
            InstructionProgress progress,
            CardResponse response,
            @Nullable Challenge cards,
            @Nullable Challenge hosts) {
        return new StepReported(
                origin(agent),
                in.session(),
                GidsCardFixture.CARD,
                told,
                progress,
                response,
                cards,
                hosts,
                agent.journal());
    }
}

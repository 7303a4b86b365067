package org.cardroom.events.message;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.secret.KeyAlgorithm;

/** One message of each type, with fixed content. */
final class Samples {
    static final UUID EVENT = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    static final UUID SESSION = UUID.fromString("019a0000-0000-7000-8000-000000000002");
    static final UUID INSTRUCTION = UUID.fromString("019a0000-0000-7000-8000-000000000003");
    static final UUID JOURNAL = UUID.fromString("019a0000-0000-7000-8000-000000000004");
    static final UUID REQUEST = UUID.fromString("019a0000-0000-7000-8000-000000000005");
    static final UUID ROOM = UUID.fromString("019a0000-0000-7000-8000-000000000006");
    static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
    static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    static final Challenge CHALLENGE = new Challenge("0011223344556677");
    static final ChannelRef CHANNEL = new ChannelRef("processors-1", AT, "AB".repeat(32));
    static final Origin ORIGIN = new Origin(1, EVENT, "agent-1", CHANNEL, "slot-1", AT);

    private Samples() {}

    static Journal journal(Journal.Write... writes) {
        return new Journal(JOURNAL, List.of(writes));
    }

    static CardEvent inserted() {
        return inserted(CardKind.GIDS, Set.of());
    }

    static CardEvent lacking() {
        return inserted(CardKind.PIV, Set.of(Shortcoming.values()));
    }

    private static CardEvent inserted(CardKind kind, Set<Shortcoming> shortcomings) {
        return new CardEvent.CardInserted(
                ORIGIN, SESSION, kind, new Atr("3B00"), CARD, CHALLENGE, KeyAlgorithm.TDES, shortcomings, journal());
    }

    static CardEvent blank() {
        Challenge drawn = new Challenge("00112233445566778899AABBCCDDEEFF");
        return new CardEvent.BlankInserted(ORIGIN, SESSION, CardKind.GIDS, new Atr("3B00"), null, drawn);
    }

    static CardEvent reported() {
        Journal journal = journal(new Journal.Write(INSTRUCTION, Stage.KEY));
        return new CardEvent.StepReported(
                ORIGIN, SESSION, CARD, INSTRUCTION, Stage.DONE, new Said.Accepted(), CHALLENGE, journal);
    }

    static CardEvent refused() {
        return new CardEvent.StepReported(
                ORIGIN, SESSION, CARD, INSTRUCTION, Stage.ANSWER, new Said.Refused(2), null, journal());
    }

    static CardEvent unfit() {
        return new CardEvent.CardUnfit(ORIGIN, SESSION, CARD, new Said.NotUnderstood("6F00"), journal());
    }

    static CardEvent.StepReported proving() {
        return new CardEvent.StepReported(
                ORIGIN,
                SESSION,
                CARD,
                INSTRUCTION,
                Stage.DONE,
                new Said.Accepted(),
                new Challenge("00112233445566778899AABBCCDDEEFF"),
                new Challenge("FFEEDDCCBBAA99887766554433221100"),
                journal());
    }

    static CardEvent notProven() {
        return new CardEvent.StepReported(
                ORIGIN, SESSION, CARD, INSTRUCTION, Stage.ANSWER, new Said.NotProven("a wrong proof"), null, journal());
    }

    static CardEvent removed() {
        return new CardEvent.CardRemoved(ORIGIN, SESSION, CARD);
    }

    static CardEvent status() {
        return new CardEvent.AgentStatus(ORIGIN, SlotState.TAKE_OUT_BAD, new Atr("3B00"), "unknown kind of card");
    }

    static CardEvent quarantined() {
        return new CardEvent.AgentStatus(ORIGIN, SlotState.QUARANTINED, null, "the reader failed 5 times in a row");
    }

    static CardEvent asked() {
        return new CardEvent.EnrolmentAsked(ORIGIN);
    }

    static SealedInstruction instruction() {
        return SealedInstruction.of(envelope(), new byte[] {1, 2, 3});
    }

    static Envelope envelope() {
        return new Envelope(
                1, INSTRUCTION, "agent-1", CHANNEL.encapsulated(), EVENT, SESSION, CARD, Step.PUT_KEY, CHALLENGE, 4000);
    }

    static Notice notice() {
        return new Notice(1, "agent-1", EVENT, Notice.Reason.NOT_ENROLLED);
    }

    static Notice otherKey() {
        String enrolled = "0011 2233 4455 6677 8899 AABB CCDD EEFF";
        return new Notice(1, "agent-1", EVENT, Notice.Reason.OTHER_KEY, enrolled);
    }

    static Notice enrolled() {
        return new Notice(1, "agent-1", EVENT, Notice.Reason.ENROLLED);
    }

    static Outcome issued() {
        return new Outcome.CardIssued(1, REQUEST, CARD, CardKind.GIDS, 1, 1, AT, head());
    }

    /** As earlier versions wrote it. */
    static Outcome issuedWithoutRoom() {
        AuditHead head = new AuditHead("processor-1", 7, "CD".repeat(32), null);
        return new Outcome.CardIssued(1, REQUEST, CARD, CardKind.GIDS, 1, 1, AT, head);
    }

    static Outcome failed() {
        return new Outcome.CardFailed(1, REQUEST, CARD, CardKind.PIV, Rejection.KEYS_REFUSED, 0, 0, AT, head());
    }

    static Outcome underWay() {
        Outcome.Sent sent = new Outcome.Sent(INSTRUCTION, Step.PUT_KEY, false, "agent-1", SESSION, JOURNAL);
        return new Outcome.CardUnderWay(
                1,
                REQUEST,
                CARD,
                CardKind.PIV,
                KeyAlgorithm.AES_192,
                new Outcome.KeyName(0, 0),
                new Outcome.KeyName(1, 1),
                false,
                false,
                false,
                1,
                false,
                1,
                1,
                sent,
                AT,
                head());
    }

    static Outcome resumed() {
        return new Outcome.ChainResumed(1, 4, 6, AT, head());
    }

    static Outcome closed() {
        return new Outcome.BatchClosed(1, REQUEST, 60, 58, 1, 1, AT);
    }

    private static AuditHead head() {
        return new AuditHead("processor-1", 7, "CD".repeat(32), ROOM);
    }
}

package org.cardroom.events.message;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.secret.KeyAlgorithm;

/** One message of each type, with fixed content. */
final class MessageFixtures {
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
    static final EventHeader ORIGIN = new EventHeader(1, EVENT, "agent-1", CHANNEL, "slot-1", AT);

    private MessageFixtures() {}

    static JournalSnapshot journal(JournalSnapshot.JournalledWrite... writes) {
        return new JournalSnapshot(JOURNAL, List.of(writes));
    }

    static CardEvent inserted() {
        return inserted(CardKind.GIDS, Set.of());
    }

    static CardEvent lacking() {
        return inserted(CardKind.PIV, Set.of(CardLimitation.values()));
    }

    private static CardEvent inserted(CardKind kind, Set<CardLimitation> shortcomings) {
        return new CardEvent.CardInserted(
                ORIGIN, SESSION, kind, new Atr("3B00"), CARD, CHALLENGE, KeyAlgorithm.TDES, shortcomings, journal());
    }

    static CardEvent blank() {
        Challenge drawn = new Challenge("00112233445566778899AABBCCDDEEFF");
        return new CardEvent.BlankCardInserted(ORIGIN, SESSION, CardKind.GIDS, new Atr("3B00"), null, drawn);
    }

    static CardEvent reported() {
        JournalSnapshot journal = journal(new JournalSnapshot.JournalledWrite(INSTRUCTION, InstructionProgress.KEY));
        return new CardEvent.StepReported(
                ORIGIN,
                SESSION,
                CARD,
                INSTRUCTION,
                InstructionProgress.DONE,
                new CardResponse.Accepted(),
                CHALLENGE,
                journal);
    }

    static CardEvent refused() {
        return new CardEvent.StepReported(
                ORIGIN,
                SESSION,
                CARD,
                INSTRUCTION,
                InstructionProgress.ANSWER,
                new CardResponse.Refused(2),
                null,
                journal());
    }

    static CardEvent unfit() {
        return new CardEvent.CardChallengeFailed(ORIGIN, SESSION, CARD, new CardResponse.Unexpected("6F00"), journal());
    }

    static CardEvent.StepReported proving() {
        return new CardEvent.StepReported(
                ORIGIN,
                SESSION,
                CARD,
                INSTRUCTION,
                InstructionProgress.DONE,
                new CardResponse.Accepted(),
                new Challenge("00112233445566778899AABBCCDDEEFF"),
                new Challenge("FFEEDDCCBBAA99887766554433221100"),
                journal());
    }

    static CardEvent notProven() {
        return new CardEvent.StepReported(
                ORIGIN,
                SESSION,
                CARD,
                INSTRUCTION,
                InstructionProgress.ANSWER,
                new CardResponse.ProofFailed("a wrong proof"),
                null,
                journal());
    }

    static CardEvent removed() {
        return new CardEvent.CardRemoved(ORIGIN, SESSION, CARD);
    }

    static CardEvent status() {
        return new CardEvent.SlotStatusChanged(
                ORIGIN, SlotState.REMOVE_FAILED, new Atr("3B00"), "unknown kind of card");
    }

    static CardEvent quarantined() {
        return new CardEvent.SlotStatusChanged(
                ORIGIN, SlotState.QUARANTINED, null, "the reader failed 5 times in a row");
    }

    static CardEvent asked() {
        return new CardEvent.EnrolmentCheckRequested(ORIGIN);
    }

    static SealedInstruction instruction() {
        return SealedInstruction.of(envelope(), new byte[] {1, 2, 3});
    }

    static InstructionEnvelope envelope() {
        return new InstructionEnvelope(
                1,
                INSTRUCTION,
                "agent-1",
                CHANNEL.encapsulated(),
                EVENT,
                SESSION,
                CARD,
                InstructionType.PUT_KEY,
                CHALLENGE,
                4000);
    }

    static EnrolmentNotice notice() {
        return new EnrolmentNotice(1, "agent-1", EVENT, EnrolmentNotice.NoticeReason.NOT_ENROLLED);
    }

    static EnrolmentNotice otherKey() {
        String enrolled = "0011 2233 4455 6677 8899 AABB CCDD EEFF";
        return new EnrolmentNotice(1, "agent-1", EVENT, EnrolmentNotice.NoticeReason.OTHER_KEY, enrolled);
    }

    static EnrolmentNotice enrolled() {
        return new EnrolmentNotice(1, "agent-1", EVENT, EnrolmentNotice.NoticeReason.ENROLLED);
    }

    static IssuanceEvent issued() {
        return new IssuanceEvent.CardIssued(1, REQUEST, CARD, CardKind.GIDS, 1, 1, AT, head());
    }

    /** As earlier versions wrote it. */
    static IssuanceEvent issuedWithoutRoom() {
        AuditChainHead head = new AuditChainHead("processor-1", 7, "CD".repeat(32), null);
        return new IssuanceEvent.CardIssued(1, REQUEST, CARD, CardKind.GIDS, 1, 1, AT, head);
    }

    static IssuanceEvent failed() {
        return new IssuanceEvent.CardFailed(
                1, REQUEST, CARD, CardKind.PIV, RejectionReason.KEYS_REFUSED, 0, 0, AT, head());
    }

    static IssuanceEvent underWay() {
        IssuanceEvent.PendingInstruction sent = new IssuanceEvent.PendingInstruction(
                INSTRUCTION, InstructionType.PUT_KEY, false, "agent-1", SESSION, JOURNAL);
        return new IssuanceEvent.CardProvisioningCheckpoint(
                1,
                REQUEST,
                CARD,
                CardKind.PIV,
                KeyAlgorithm.AES_192,
                new IssuanceEvent.KeyName(0, 0),
                new IssuanceEvent.KeyName(1, 1),
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

    static IssuanceEvent resumed() {
        return new IssuanceEvent.AuditChainResumed(1, 4, 6, AT, head());
    }

    static IssuanceEvent closed() {
        return new IssuanceEvent.BatchClosed(1, REQUEST, 60, 58, 1, 1, AT);
    }

    private static AuditChainHead head() {
        return new AuditChainHead("processor-1", 7, "CD".repeat(32), ROOM);
    }
}

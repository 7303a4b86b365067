package org.cardroom.events.outcome;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/** An event on the outcomes topic for other systems. It carries no secret and no personal data but the request id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = IssuanceEvent.CardIssued.class, name = "CardIssued"),
    @JsonSubTypes.Type(value = IssuanceEvent.CardFailed.class, name = "CardFailed"),
    @JsonSubTypes.Type(value = IssuanceEvent.CardProvisioningCheckpoint.class, name = "CardProvisioningCheckpoint"),
    @JsonSubTypes.Type(value = IssuanceEvent.AuditChainResumed.class, name = "AuditChainResumed"),
    @JsonSubTypes.Type(value = IssuanceEvent.BatchClosed.class, name = "BatchClosed")
})
public sealed interface IssuanceEvent {
    /** The Kafka record key: the card id, the batch id, or the writer of the audit. */
    String recordKey();

    /** The audit head of its writer; absent for batch events. */
    default @Nullable AuditChainHead audit() {
        return null;
    }

    /** The state of a card, issued, failed or in between. */
    sealed interface CardOutcome extends IssuanceEvent permits CardIssued, CardFailed, CardProvisioningCheckpoint {
        UUID request();

        CardId card();

        @Override
        default String recordKey() {
            return card().hex();
        }
    }

    /**
     * A card is issued.
     * @param keyVersion the master key version that its administrator key was derived from; 0 if it kept its initial key
     */
    record CardIssued(
            int schema,
            UUID request,
            CardId card,
            CardKind kind,
            int keyVersion,
            int issuance,
            Instant at,
            AuditChainHead audit)
            implements CardOutcome {}

    /**
     * A card failed, and so did its request.
     * @param keyVersion the version whose key may be on the card; 0 for its initial key
     */
    record CardFailed(
            int schema,
            UUID request,
            CardId card,
            CardKind kind,
            RejectionReason reason,
            int keyVersion,
            int issuance,
            Instant at,
            AuditChainHead audit)
            implements CardOutcome {}

    /**
     * The state of a card before it is sent an instruction or after it proved its key; sufficient to continue the card if
     * the database is lost. Of several checkpoints of one card and request the one with the highest instructionCount is
     * the latest.
     * @param algorithm of its administrator key, before and after
     * @param proposed the key that is or was being sent; absent if none
     * @param confirmedRefused it refused the confirmed key since the last key change
     * @param proposedRefused it refused the proposed key since the last key change
     * @param keyMayBeWritten an earlier instruction may have written the proposed key
     * @param pukVersion PIV: the master key version of its new PUK; 0 before one was chosen
     * @param pukMayBeWritten PIV: an earlier instruction may have written the new PUK
     * @param unresolvedAnswers answers without a good result, including this one
     * @param instructionCount instructions so far, including this one
     * @param pendingInstruction absent if it has just proven its key
     */
    record CardProvisioningCheckpoint(
            int schema,
            UUID request,
            CardId card,
            CardKind kind,
            KeyAlgorithm algorithm,
            KeyName confirmed,
            @Nullable KeyName proposed,
            boolean confirmedRefused,
            boolean proposedRefused,
            boolean keyMayBeWritten,
            int pukVersion,
            boolean pukMayBeWritten,
            int unresolvedAnswers,
            int instructionCount,
            @Nullable PendingInstruction pendingInstruction,
            Instant at,
            AuditChainHead audit)
            implements CardOutcome {}

    /**
     * Identifies an administrator key.
     * @param version of the master key; 0 for the initial key
     * @param issuance the issuance of the card, from 1; for the initial key, the previous issuance
     */
    record KeyName(int version, int issuance) {}

    /**
     * An instruction that is about to be sent.
     * @param underProposedKey whether its answer is under the proposed key
     * @param agent the agent or gateway
     * @param journal the agent's journal at the insertion; absent for a gateway, which has none
     */
    record PendingInstruction(
            UUID instruction,
            InstructionType step,
            boolean underProposedKey,
            String agent,
            UUID session,
            @Nullable UUID journal) {}

    /**
     * The database was restored from an older backup: this writer's audit chain continues after its last published head,
     * and the entries in between are lost.
     * @param lostFrom number of the first lost entry
     * @param lostTo number of the last lost entry
     */
    record AuditChainResumed(int schema, long lostFrom, long lostTo, Instant at, AuditChainHead audit)
            implements IssuanceEvent {
        @Override
        public String recordKey() {
            return audit.writer();
        }
    }

    /** A batch is closed: requested = issued + failed + rejected, and nothing is pending. */
    record BatchClosed(int schema, UUID batch, int requested, int issued, int failed, int rejected, Instant at)
            implements IssuanceEvent {
        @Override
        public String recordKey() {
            return batch.toString();
        }
    }
}

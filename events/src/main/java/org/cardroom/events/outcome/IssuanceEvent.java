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

/** What the rest of the house hears: no secret, and no more of a person than the request's id. */
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

    /** Where the audit of its writer stood; absent where none is spoken of. */
    default @Nullable AuditChainHead audit() {
        return null;
    }

    /**
     * A card is issued and on its way to its person.
     *
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
            implements IssuanceEvent {
        @Override
        public String recordKey() {
            return card.hex();
        }
    }

    /**
     * A card was set aside, and its request failed.
     *
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
            implements IssuanceEvent {
        @Override
        public String recordKey() {
            return card.hex();
        }
    }

    /**
     * A card was put in and is about to be sent something, or a new key, or its client is given a key or an answer, or it
     * has proven its own key: enough to go on with it where the database is lost. Of several about one card and request
     * the one with the most steps is the latest.
     *
     * @param algorithm of its administrator key, before and after
     * @param proposed the key that it is, or was, being sent; absent where none is
     * @param confirmedRefused it refused the confirmed key since a key was last put
     * @param proposedRefused it refused the proposed key since a key was last put
     * @param keyMayBeWritten an earlier instruction may have put the proposed key
     * @param pukVersion PIV: the master key version of its new PUK; 0 before one was chosen
     * @param pukMayBeWritten PIV: an earlier instruction may have put the new PUK
     * @param unresolvedAnswers answers without a good outcome so far, with this one
     * @param instructionCount instructions so far, with this one
     * @param pendingInstruction absent where it has just proven its key
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
            implements IssuanceEvent {
        @Override
        public String recordKey() {
            return card.hex();
        }
    }

    /**
     * Names an administrator key without being one.
     *
     * @param version of the master key; 0 for the key that the card came with
     * @param issuance which issuance of the card, from 1, whatever lives it had; for the key that it came with the last before
     */
    record KeyName(int version, int issuance) {}

    /**
     * An instruction that is about to be sent.
     *
     * @param withProposed whether its answer is under the proposed key
     * @param agent or the gateway
     * @param journal the agent's, when the card was put in; absent where it is sent to a gateway, which has none
     */
    record PendingInstruction(
            UUID instruction,
            InstructionType step,
            boolean underProposedKey,
            String agent,
            UUID session,
            @Nullable UUID journal) {}

    /**
     * The database was put back from an older backup: this writer's audit goes on after its last published head, and the
     * entries between the two are lost.
     *
     * @param lostFrom number of the first of them
     * @param lostTo number of the last of them
     */
    record AuditChainResumed(int schema, long lostFrom, long lostTo, Instant at, AuditChainHead audit)
            implements IssuanceEvent {
        @Override
        public String recordKey() {
            return audit.writer();
        }
    }

    /** A batch is reconciled: requested = issued + failed + rejected, and nothing is pending. */
    record BatchClosed(int schema, UUID batch, int requested, int issued, int failed, int rejected, Instant at)
            implements IssuanceEvent {
        @Override
        public String recordKey() {
            return batch.toString();
        }
    }
}

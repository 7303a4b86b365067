package org.cardroom.events.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;

/** What the rest of the house hears: no secret, and no more of a person than the request's id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.CardIssued.class, name = "CardIssued"),
    @JsonSubTypes.Type(value = Outcome.CardFailed.class, name = "CardFailed"),
    @JsonSubTypes.Type(value = Outcome.BatchClosed.class, name = "BatchClosed")
})
public sealed interface Outcome {
    /** The Kafka record key: the card id, or the batch id. */
    String recordKey();

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
            AuditHead audit)
            implements Outcome {
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
            Rejection reason,
            int keyVersion,
            int issuance,
            Instant at,
            AuditHead audit)
            implements Outcome {
        @Override
        public String recordKey() {
            return card.hex();
        }
    }

    /** A batch is reconciled: requested = issued + failed + rejected, and nothing is pending. */
    record BatchClosed(int schema, UUID batch, int requested, int issued, int failed, int rejected, Instant at)
            implements Outcome {
        @Override
        public String recordKey() {
            return batch.toString();
        }
    }
}

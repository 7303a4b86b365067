package org.cardroom.processor.provisioning;

import java.time.Instant;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardKeys;
import org.cardroom.db.issuing.Exchange;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Template;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Outcome;
import org.jspecify.annotations.Nullable;

/** What the house hears of a card that is not done: enough to go on with it where the database is lost. */
final class UnderWay {
    private UnderWay() {}

    /**
     * That of a card.
     *
     * @param sent its last instruction, which is about to be sent; absent where it has just proven its key
     */
    static Outcome of(Card card, Template template, Outcome.@Nullable Sent sent, AuditHead audit, Instant at) {
        CardKeys keys = card.keys();
        KeyRef proposed = keys.proposed();
        return new Outcome.CardUnderWay(
                Origin.SCHEMA,
                card.request(),
                card.cardId(),
                card.kind(),
                template.algorithm(),
                name(keys.confirmed()),
                proposed == null ? null : name(proposed),
                keys.confirmedRefused(),
                keys.proposedRefused(),
                keys.keySent(),
                keys.pukVersion(),
                keys.pukSent(),
                card.tries(),
                card.steps(),
                sent,
                at,
                audit);
    }

    private static Outcome.KeyName name(KeyRef ref) {
        return new Outcome.KeyName(ref.version(), ref.issuance());
    }

    /** What an agent is about to be sent. */
    static Outcome.@Nullable Sent sent(@Nullable Exchange last) {
        return last == null || last.instruction() == null || last.step() == null
                ? null
                : new Outcome.Sent(
                        last.instruction(),
                        last.step(),
                        last.withProposed(),
                        last.agent(),
                        last.session(),
                        last.journal());
    }

    /** What a gateway is about to be sent: there is no journal of what becomes of it. */
    static Outcome.Sent given(Move.Give give, CardKeys keys, GatewayEvent asked) {
        return new Outcome.Sent(
                give.instruction(),
                give.step(),
                give.key() != null && give.key().equals(keys.proposed()),
                asked.origin().agent(),
                asked.session(),
                null);
    }
}

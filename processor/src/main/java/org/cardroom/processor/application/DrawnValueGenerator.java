package org.cardroom.processor.application;

import java.util.List;
import java.util.UUID;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.secret.Pin;
import org.cardroom.processor.decision.DrawnValues;
import org.cardroom.processor.decision.EventContext;
import org.cardroom.processor.decision.EventDecider;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.processor.pins.PinGenerator;
import org.jspecify.annotations.Nullable;

/** Draws what a decision may need: the only access to random sources and keys before the decision. */
record DrawnValueGenerator(ProcessorKeyring keys, PinGenerator pinGenerator) {
    /** The values for one event. */
    DrawnValues drawFor(EventContext context) {
        UUID cardRowId =
                context.card() == null ? UuidGenerator.next() : context.card().id();
        CardId newCardId = context.event() instanceof BlankCardInserted
                ? CardId.parse(UUID.randomUUID().toString())
                : null;
        int version = keys.masterKeys().currentVersion();
        return new DrawnValues(UuidGenerator.next(), cardRowId, newCardId, version, drawPin(context, cardRowId));
    }

    private @Nullable String drawPin(EventContext context, UUID cardRowId) {
        IssuanceRequest request = context.request();
        ProfileTemplate template = context.template();
        CardId card = EventDecider.cardOf(context.event());
        if (!context.needsPin() || request == null || template == null || card == null) {
            return null;
        }
        try (Pin pin = pinGenerator.generate(template.pinRules(), List.of(card.hex(), request.person()))) {
            return keys.heldPinCipher().seal(pin, bindingOf(request.id(), cardRowId));
        }
    }

    /** What the sealed PIN of a card is bound to. */
    static String bindingOf(UUID request, UUID cardRowId) {
        return request + " " + cardRowId;
    }
}

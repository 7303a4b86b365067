package org.cardroom.gateway.input;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import java.util.function.Function;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.gateway.error.ApiException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Registers the editors that convert parameters. Editors, not converters: if a converter fails, Spring falls back to its
 * own editors, which accept {@code 1-1-1-1-1} as a GUID and {@code on} as true.
 */
@ControllerAdvice
class ParameterEditors {
    @InitBinder
    void register(WebDataBinder binder) {
        binder.registerCustomEditor(UUID.class, new FunctionPropertyEditor(ValueParsers::parseGuid));
        binder.registerCustomEditor(Boolean.class, new FunctionPropertyEditor(ValueParsers::parseBoolean));
        binder.registerCustomEditor(CardId.class, new FunctionPropertyEditor(ValueParsers::parseCardId));
        binder.registerCustomEditor(Atr.class, new FunctionPropertyEditor(ValueParsers::parseAtr));
        binder.registerCustomEditor(Challenge.class, new FunctionPropertyEditor(ValueParsers::parseChallenge));
    }

    /** Converts a parameter's text by a function. An empty text becomes null, which counts as missing. */
    private static final class FunctionPropertyEditor extends PropertyEditorSupport {
        private final Function<String, ?> function;

        FunctionPropertyEditor(Function<String, ?> function) {
            this.function = function;
        }

        /** Wraps an error, because Spring adds the parameter's name only to an IllegalArgumentException of an editor. */
        @Override
        public void setAsText(String text) {
            try {
                setValue(text.isEmpty() ? null : function.apply(text));
            } catch (ApiException exception) {
                throw new IllegalArgumentException(exception);
            }
        }
    }
}

package org.cardroom.gateway.input;

import java.beans.PropertyEditorSupport;
import java.util.function.Function;
import org.cardroom.gateway.error.ApiException;
import org.jspecify.annotations.Nullable;

/** Converts a parameter's text by a function. Null, for an empty text, counts as missing. */
final class FunctionPropertyEditor extends PropertyEditorSupport {
    private final Function<String, ? extends @Nullable Object> convert;

    FunctionPropertyEditor(Function<String, ? extends @Nullable Object> convert) {
        this.convert = convert;
    }

    /** Wraps an error, because Spring adds the parameter's name only to an IllegalArgumentException of an editor. */
    @Override
    public void setAsText(String text) {
        try {
            setValue(convert.apply(text));
        } catch (ApiException exception) {
            throw new IllegalArgumentException(exception);
        }
    }
}

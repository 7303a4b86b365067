package org.cardroom.gateway.input;

import java.beans.PropertyEditorSupport;
import java.util.function.Function;
import org.cardroom.gateway.error.ApiException;
import org.jspecify.annotations.Nullable;

/** Reads a parameter's text; what is empty becomes nothing, which Spring takes for missing. */
final class FunctionPropertyEditor extends PropertyEditorSupport {
    private final Function<String, ? extends @Nullable Object> convert;

    FunctionPropertyEditor(Function<String, ? extends @Nullable Object> convert) {
        this.convert = convert;
    }

    /** Spring gives the parameter's name to what an editor refuses this way. */
    @Override
    public void setAsText(String text) {
        try {
            setValue(convert.apply(text));
        } catch (ApiException exception) {
            throw new IllegalArgumentException(exception);
        }
    }
}

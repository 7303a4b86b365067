package org.cardroom.ingest.gateway.input;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/** Converts a parameter's text; what is empty becomes nothing, which Spring takes for missing. */
record FromText(Class<?> type, Function<String, ? extends @Nullable Object> convert) implements GenericConverter {
    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(new ConvertiblePair(String.class, type));
    }

    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
        return source == null ? null : convert.apply(source.toString());
    }
}

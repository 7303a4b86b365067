package org.cardroom.db;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Passes rows to a statement as one array for each column, {@code FROM unnest(…)}. The text does not depend on the number
 * of rows, so the plan is reused; a statement for each row would cost as much as one for all.
 */
public final class UnnestColumns<T> {
    private final List<UnnestColumn<T, ?>> columns = new ArrayList<>();

    private record UnnestColumn<T, V>(
            String name,
            String type,
            Function<? super T, ? extends @Nullable V> value,
            IntFunction<@Nullable V[]> array) {
        @Nullable
        V[] of(Collection<? extends T> rows) {
            return rows.stream().map(value).toArray(array);
        }
    }

    /** Adds a text column. */
    public UnnestColumns<T> text(String name, Function<? super T, @Nullable String> value) {
        return add(new UnnestColumn<>(name, "text", value, String[]::new));
    }

    /** Adds a UUID column. */
    public UnnestColumns<T> uuid(String name, Function<? super T, @Nullable UUID> value) {
        return add(new UnnestColumn<>(name, "uuid", value, UUID[]::new));
    }

    /** Adds an integer column. */
    public UnnestColumns<T> number(String name, Function<? super T, @Nullable Integer> value) {
        return add(new UnnestColumn<>(name, "int", value, Integer[]::new));
    }

    /** Adds a boolean column. */
    public UnnestColumns<T> flag(String name, Function<? super T, Boolean> value) {
        return add(new UnnestColumn<>(name, "boolean", value, Boolean[]::new));
    }

    private UnnestColumns<T> add(UnnestColumn<T, ?> column) {
        columns.add(column);
        return this;
    }

    /** Returns the column names, separated by commas. */
    public String columnNames() {
        return columns.stream().map(UnnestColumn::name).collect(Collectors.joining(", "));
    }

    /** Returns the table expression for {@code FROM}, with a parameter for each column. */
    public String unnestTable(String name) {
        String arrays = columns.stream().map(c -> "?::" + c.type() + "[]").collect(Collectors.joining(", "));
        return "unnest(" + arrays + ") AS " + name + " (" + columnNames() + ")";
    }

    /** Returns the assignments for {@code SET}: all columns but the first, from this table. */
    public String setClause(String table) {
        return columns.stream()
                .skip(1)
                .map(c -> c.name() + " = " + table + "." + c.name())
                .collect(Collectors.joining(", "));
    }

    /** Returns the parameters of {@link #unnestTable}. */
    public Object[] toParameters(Collection<? extends T> rows) {
        return columns.stream().map(column -> column.of(rows)).toArray();
    }
}

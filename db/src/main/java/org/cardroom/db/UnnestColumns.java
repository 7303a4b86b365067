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
 * Rows as one array for each column, so that one statement of always the same text takes any number of them:
 * {@code FROM unnest(…)}. A statement whose text changes with the number of rows is planned again each time, and one for
 * each row costs as much as all of them.
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

    /** One more column, of text. */
    public UnnestColumns<T> text(String name, Function<? super T, @Nullable String> value) {
        return add(new UnnestColumn<>(name, "text", value, String[]::new));
    }

    /** One more column, of UUIDs. */
    public UnnestColumns<T> uuid(String name, Function<? super T, @Nullable UUID> value) {
        return add(new UnnestColumn<>(name, "uuid", value, UUID[]::new));
    }

    /** One more column, of numbers. */
    public UnnestColumns<T> number(String name, Function<? super T, @Nullable Integer> value) {
        return add(new UnnestColumn<>(name, "int", value, Integer[]::new));
    }

    /** One more column, of large numbers. */
    public UnnestColumns<T> bigint(String name, Function<? super T, @Nullable Long> value) {
        return add(new UnnestColumn<>(name, "bigint", value, Long[]::new));
    }

    /** One more column, of truth values. */
    public UnnestColumns<T> flag(String name, Function<? super T, Boolean> value) {
        return add(new UnnestColumn<>(name, "boolean", value, Boolean[]::new));
    }

    private UnnestColumns<T> add(UnnestColumn<T, ?> column) {
        columns.add(column);
        return this;
    }

    /** The columns' names, with commas. */
    public String columnNames() {
        return columns.stream().map(UnnestColumn::name).collect(Collectors.joining(", "));
    }

    /** What stands after {@code FROM}: a table of these columns with a parameter for each. */
    public String unnestTable(String name) {
        String arrays = columns.stream().map(c -> "?::" + c.type() + "[]").collect(Collectors.joining(", "));
        return "unnest(" + arrays + ") AS " + name + " (" + columnNames() + ")";
    }

    /** What stands after {@code SET}: each column but the first as it is in this table. */
    public String setClause(String table) {
        return columns.stream()
                .skip(1)
                .map(c -> c.name() + " = " + table + "." + c.name())
                .collect(Collectors.joining(", "));
    }

    /** The parameters. */
    public Object[] toParameters(Collection<? extends T> rows) {
        return columns.stream().map(column -> column.of(rows)).toArray();
    }
}

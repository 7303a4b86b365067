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
public final class Columns<T> {
    private final List<Column<T, ?>> columns = new ArrayList<>();

    private record Column<T, V>(
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
    public Columns<T> text(String name, Function<? super T, @Nullable String> value) {
        return add(new Column<>(name, "text", value, String[]::new));
    }

    /** One more column, of UUIDs. */
    public Columns<T> uuid(String name, Function<? super T, @Nullable UUID> value) {
        return add(new Column<>(name, "uuid", value, UUID[]::new));
    }

    /** One more column, of numbers. */
    public Columns<T> number(String name, Function<? super T, @Nullable Integer> value) {
        return add(new Column<>(name, "int", value, Integer[]::new));
    }

    /** One more column, of large numbers. */
    public Columns<T> large(String name, Function<? super T, @Nullable Long> value) {
        return add(new Column<>(name, "bigint", value, Long[]::new));
    }

    /** One more column, of truth values. */
    public Columns<T> flag(String name, Function<? super T, Boolean> value) {
        return add(new Column<>(name, "boolean", value, Boolean[]::new));
    }

    private Columns<T> add(Column<T, ?> column) {
        columns.add(column);
        return this;
    }

    /** The columns' names, with commas. */
    public String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** What stands after {@code FROM}: a table of these columns with a parameter for each. */
    public String table(String name) {
        String arrays = columns.stream().map(c -> "?::" + c.type() + "[]").collect(Collectors.joining(", "));
        return "unnest(" + arrays + ") AS " + name + " (" + names() + ")";
    }

    /** What stands after {@code SET}: each column but the first as it is in this table. */
    public String from(String table) {
        return columns.stream()
                .skip(1)
                .map(c -> c.name() + " = " + table + "." + c.name())
                .collect(Collectors.joining(", "));
    }

    /** The parameters. */
    public Object[] of(Collection<? extends T> rows) {
        return columns.stream().map(column -> column.of(rows)).toArray();
    }
}

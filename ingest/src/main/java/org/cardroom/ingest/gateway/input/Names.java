package org.cardroom.ingest.gateway.input;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.cardroom.ingest.gateway.problem.Code;
import org.cardroom.ingest.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;

/** The names of enums on the wire: {@code ONLINE_UPDATE} is OnlineUpdate there, and case does not count. */
public final class Names {
    private Names() {}

    /** As it is shown. */
    public static String shown(Enum<?> constant) {
        StringBuilder shown = new StringBuilder();
        for (String word : constant.name().split("_", -1)) {
            shown.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return shown.toString();
    }

    /**
     * The constant of this name.
     *
     * @param parameter what it is the value of
     * @throws Refused if there is none
     */
    public static <E extends Enum<E>> E of(Class<E> type, String parameter, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> shown(constant).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Refused(Code.BAD_VALUE, parameter, "it must be one of " + Fields.names(type)));
    }

    /** A refusal names the parameter. */
    static <T> @Nullable T about(String parameter, Supplier<? extends @Nullable T> value) {
        try {
            return value.get();
        } catch (Refused refused) {
            throw refused.about(parameter);
        }
    }
}

package org.cardroom.gateway.input;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;

/** Converts enum constants to their names in JSON and back: {@code ONLINE_UPDATE} is OnlineUpdate, in any case. */
public final class EnumNames {
    private EnumNames() {}

    /** Returns the name in PascalCase. */
    public static String toPascalCase(Enum<?> constant) {
        return Arrays.stream(constant.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** Parses a name, ignoring case; an {@link ApiException} about this parameter if no constant has it. */
    public static <E extends Enum<E>> E parse(Class<E> type, String parameter, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> toPascalCase(constant).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> {
                    String names = Arrays.stream(type.getEnumConstants())
                            .map(EnumNames::toPascalCase)
                            .collect(Collectors.joining(", "));
                    return new ApiException(ErrorCode.BAD_VALUE, parameter, "it must be one of " + names);
                });
    }
}

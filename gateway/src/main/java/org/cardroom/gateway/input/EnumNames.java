package org.cardroom.gateway.input;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The names of enums on the wire: {@code ONLINE_UPDATE} is OnlineUpdate there, and case does not count. */
public final class EnumNames {
    private EnumNames() {}

    /** As it is shown. */
    public static String toPascalCase(Enum<?> constant) {
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
     * @throws ApiException if there is none
     */
    public static <E extends Enum<E>> E parse(Class<E> type, String parameter, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> toPascalCase(constant).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        ErrorCode.BAD_VALUE, parameter, "it must be one of " + JsonBody.joinedNames(type)));
    }

    /** A refusal names the parameter. */
    static <T> @Nullable T withParameter(String parameter, Supplier<? extends @Nullable T> value) {
        try {
            return value.get();
        } catch (ApiException exception) {
            throw exception.withParameter(parameter);
        }
    }
}

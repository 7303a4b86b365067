package org.cardroom.gateway.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON body, by names whose case does not count. What is null is not there; what is not asked for is
 * left alone, for clients send more than is needed here.
 */
public final class JsonBody {
    private final Map<String, JsonNode> fields;

    private JsonBody(Map<String, JsonNode> fields) {
        this.fields = fields;
    }

    /**
     * Those of this body.
     *
     * @throws ApiException if it is no object, or two of its names differ only by case
     */
    public static JsonBody of(JsonNode body) {
        if (!body.isObject()) {
            throw new ApiException(ErrorCode.BAD_JSON, "the body must be one JSON object");
        }
        return new JsonBody(body.properties().stream()
                .collect(Collectors.toMap(
                        field -> field.getKey().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        JsonBody::rejectDuplicate)));
    }

    private static JsonNode rejectDuplicate(JsonNode one, JsonNode other) {
        throw new ApiException(ErrorCode.PARAMETER_TWICE, "two fields have names that differ only by case");
    }

    /** The field as it is. */
    public Optional<JsonNode> node(String name) {
        return Optional.ofNullable(fields.get(name)).filter(node -> !node.isNull());
    }

    /** A GUID. */
    public Optional<UUID> guid(String name) {
        return value(name, ValueParsers::parseGuid);
    }

    /** A card's own identifier, in hex or as a GUID. */
    public Optional<CardId> cardId(String name) {
        return value(name, ValueParsers::parseCardId);
    }

    /** An answer-to-reset, in hex. */
    public Optional<Atr> atr(String name) {
        return value(name, ValueParsers::parseAtr);
    }

    /** A text of at most so many characters; it may be empty. */
    public Optional<String> text(String name, int longest) {
        return node(name).map(node -> {
            String text = requireStorable(name, string(name, node));
            if (text.length() > longest) {
                throw new ApiException(ErrorCode.BAD_VALUE, name, "it has at most " + longest + " characters");
            }
            return text;
        });
    }

    /**
     * A text as it is, if it can be kept: JSON escapes may spell what is no text.
     *
     * @throws ApiException if it has a NUL or half a character
     */
    public static String requireStorable(String name, String text) {
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new ApiException(
                    ErrorCode.BAD_VALUE, name, "it has a NUL or half a surrogate pair, which is no text");
        }
        return text;
    }

    /** One of an enum's names, whose case does not count. */
    public <E extends Enum<E>> Optional<E> enumConstant(String name, Class<E> type) {
        return node(name).map(node -> EnumNames.parse(type, name, string(name, node)));
    }

    /** A whole number in these bounds, as a number or in a string. */
    public Optional<Integer> number(String name, int least, int most) {
        return node(name).map(node -> {
            boolean isNumber = node.isIntegralNumber() || node.isString();
            if (!isNumber) {
                throw new ApiException(ErrorCode.WRONG_TYPE, name, "it must be a whole number, or one in a string");
            }
            String text = node.asString();
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw new ApiException(ErrorCode.BAD_VALUE, name, "it must be " + least + " to " + most);
            }
            return Integer.parseInt(text);
        });
    }

    /**
     * Makes a value that has to be there.
     *
     * @throws ApiException if it is not
     */
    public static <T> T require(String name, Optional<T> value) {
        return value.orElseThrow(() -> new ApiException(ErrorCode.PARAMETER_MISSING, name, "it is required"));
    }

    private <T> Optional<T> value(String name, Function<String, @Nullable T> convert) {
        return node(name)
                .flatMap(node ->
                        Optional.ofNullable(EnumNames.withParameter(name, () -> convert.apply(string(name, node)))));
    }

    private static String string(String name, JsonNode node) {
        if (!node.isString()) {
            throw new ApiException(ErrorCode.WRONG_TYPE, name, "it must be a string");
        }
        return node.asString();
    }

    /** All names of an enum, for a message. */
    static String joinedNames(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(EnumNames::toPascalCase)
                .collect(Collectors.joining(", "));
    }
}

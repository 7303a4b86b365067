package org.cardroom.events.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Strict JSON of messages: unknown fields, duplicates, trailing tokens and oversized documents are rejected. */
public final class MessageJson {
    /** The size of the largest message, bytes. */
    public static final int LARGEST = 64 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxStringLength(8192)
                            .maxNumberLength(20)
                            .maxNameLength(64)
                            .maxDocumentLength(LARGEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private MessageJson() {}

    /** Returns the message as UTF-8; equal messages give equal bytes. */
    public static byte[] write(Object message) {
        return MAPPER.writeValueAsBytes(message);
    }

    /**
     * Reads a message of this type.
     * @throws IllegalArgumentException with a one-line message, if it is not valid
     */
    public static <T> T read(byte[] json, Class<T> type) {
        if (json.length > LARGEST) {
            throw new IllegalArgumentException("a message has at most " + LARGEST + " bytes, this has " + json.length);
        }
        try {
            T message = MAPPER.readValue(json, type);
            return MessageValidation.requirePresent("the message", message);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** The message of our own type if it rejected a value, else the first line of Jackson's. */
    private static String reason(JacksonException e) {
        Throwable cause = e.getCause();
        String words = cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage();
        return words == null ? "not readable" : words.lines().findFirst().orElse("not readable");
    }
}

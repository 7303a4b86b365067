package org.cardroom.ingest.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes UTF-8 strictly. The bytes of a line are passed as a string with one character a byte (ISO 8859-1). */
final class Utf8Decoder {
    /** The bytes of the byte order mark that spreadsheets write. */
    static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private Utf8Decoder() {}

    /** Decodes these bytes; empty if they are not UTF-8. */
    static Optional<String> decode(String bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Decodes these bytes with replacement characters for what is not UTF-8. */
    static String decodeLeniently(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Encodes a text, one character a byte. */
    static String encode(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}

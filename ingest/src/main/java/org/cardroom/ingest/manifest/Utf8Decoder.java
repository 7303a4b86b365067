package org.cardroom.ingest.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8, strictly, a line at a time. A line is handed around as a text of its bytes, one character each. */
final class Utf8Decoder {
    /** The byte order mark that spreadsheets put first, as bytes. */
    static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private Utf8Decoder() {}

    /** The text that these bytes stand for; empty if they are not UTF-8. */
    static Optional<String> decode(String bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The text with a replacement character for what is not UTF-8. */
    static String decodeLeniently(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The bytes of this text, one character each. */
    static String encode(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}

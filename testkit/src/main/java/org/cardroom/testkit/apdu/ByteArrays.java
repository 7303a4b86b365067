package org.cardroom.testkit.apdu;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** Byte arrays, and their upper-case hex. */
public final class ByteArrays {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ByteArrays() {}

    public static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    public static byte[] of(String hex) {
        return HEX.parseHex(hex);
    }

    public static byte[] of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** ASCII, filled up with zeros. */
    public static byte[] text(String text, int length) {
        return Arrays.copyOf(text.getBytes(US_ASCII), length);
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The pattern over and over, cut at {@code length}. */
    public static byte[] repeat(byte[] pattern, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = pattern[i % pattern.length];
        }
        return bytes;
    }
}

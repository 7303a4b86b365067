package org.cardroom.testkit.apdu;

import java.util.Arrays;
import java.util.Optional;

/** Tag, length, value (ISO 7816-4, annex E): tags of one to three bytes, lengths of one to three. */
public final class SimTlv {
    private final byte[] bytes;
    private int at;

    private SimTlv(byte[] bytes) {
        this.bytes = bytes;
    }

    public static byte[] of(int tag, byte[]... values) {
        byte[] value = ByteArrays.concat(values);
        byte[] length = value.length < 0x80 ? ByteArrays.of(value.length) : ByteArrays.of(0x81, value.length);
        return ByteArrays.concat(tag > 0xFF ? ByteArrays.of(tag >> 8, tag) : ByteArrays.of(tag), length, value);
    }

    /** Returns the value at the end of a path of nested tags; empty if there is none or the TLV is malformed. */
    public static Optional<byte[]> find(byte[] bytes, int... path) {
        Optional<byte[]> value = Optional.of(bytes);
        for (int tag : path) {
            value = value.flatMap(inner -> new SimTlv(inner).find(tag));
        }
        return value;
    }

    private Optional<byte[]> find(int wanted) {
        while (at < bytes.length) {
            int tag = tag();
            int length = length();
            if (length < 0 || length > bytes.length - at) {
                return Optional.empty();
            }
            if (tag == wanted) {
                return Optional.of(Arrays.copyOfRange(bytes, at, at + length));
            }
            at += length;
        }
        return Optional.empty();
    }

    private int tag() {
        int tag = next();
        if ((tag & 0x1F) == 0x1F) {
            int more = next();
            tag = tag << 8 | more;
            while ((more & 0x80) != 0 && at < bytes.length) {
                more = next();
                tag = tag << 8 | more;
            }
        }
        return tag;
    }

    /** Negative where the bytes end too early, or the length has a form that no card here uses. */
    private int length() {
        int first = next();
        return switch (first) {
            case 0x81 -> next();
            case 0x82 -> next() << 8 | next();
            default -> first < 0x80 ? first : -1;
        };
    }

    private int next() {
        return at < bytes.length ? bytes[at++] & 0xFF : -1;
    }
}

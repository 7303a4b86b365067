package org.cardroom.agent.apdu;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads BER-TLV data objects (ISO/IEC 7816-4, 5.2.2): tags of one or two bytes, lengths up to 65,535. */
public final class BerTlv {
    private BerTlv() {}

    /** Returns the value at this path of tags; empty if it is missing or the data is truncated. */
    static Optional<ByteBuffer> find(ByteBuffer data, int... tags) {
        Optional<ByteBuffer> found = Optional.of(data);
        for (int tag : tags) {
            found = found.flatMap(value -> findFirst(value.duplicate(), tag));
        }
        return found;
    }

    /** Returns the bytes of a value; empty if it does not have this length. */
    public static Optional<byte[]> bytesOfLength(int length, Optional<ByteBuffer> value) {
        return value.filter(found -> found.remaining() == length).map(found -> {
            byte[] bytes = new byte[length];
            found.duplicate().get(bytes);
            return bytes;
        });
    }

    private static Optional<ByteBuffer> findFirst(ByteBuffer in, int wanted) {
        while (in.hasRemaining()) {
            int tag = readTag(in);
            int length = readLength(in);
            if (length < 0 || length > in.remaining()) {
                return Optional.empty();
            }
            if (tag == wanted) {
                return Optional.of(in.slice(in.position(), length));
            }
            in.position(in.position() + length);
        }
        return Optional.empty();
    }

    private static int readTag(ByteBuffer in) {
        int tag = readByte(in);
        return (tag & 0x1F) == 0x1F ? tag << 8 | readByte(in) : tag;
    }

    private static int readLength(ByteBuffer in) {
        int length = readByte(in);
        return switch (length) {
            case 0x81 -> readByte(in);
            case 0x82 -> {
                int high = readByte(in);
                yield high << 8 | readByte(in);
            }
            default -> length > 0x7F ? -1 : length;
        };
    }

    /** Returns 0xFFFF, which exceeds every length, if nothing is left. */
    private static int readByte(ByteBuffer in) {
        return in.hasRemaining() ? in.get() & 0xFF : 0xFFFF;
    }
}

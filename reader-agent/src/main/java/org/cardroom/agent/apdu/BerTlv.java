package org.cardroom.agent.apdu;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads BER-TLV data objects (ISO/IEC 7816-4, 5.2.2): tags of one or two bytes, lengths up to 65,535. */
public final class BerTlv {
    private BerTlv() {}

    /** The value at the end of this path of tags; empty if there is none, or something before it is cut off. */
    static Optional<ByteBuffer> find(ByteBuffer data, int... tags) {
        Optional<ByteBuffer> found = Optional.of(data);
        for (int tag : tags) {
            found = found.flatMap(value -> first(value.duplicate(), tag));
        }
        return found;
    }

    /** The bytes of a value that must have this length. */
    public static Optional<byte[]> bytesOfLength(int length, Optional<ByteBuffer> value) {
        return value.filter(found -> found.remaining() == length).map(BerTlv::bytes);
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    private static Optional<ByteBuffer> first(ByteBuffer in, int wanted) {
        while (in.hasRemaining()) {
            int tag = tag(in);
            int length = length(in);
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

    private static int tag(ByteBuffer in) {
        int tag = next(in);
        return (tag & 0x1F) == 0x1F ? tag << 8 | next(in) : tag;
    }

    private static int length(ByteBuffer in) {
        int length = next(in);
        return switch (length) {
            case 0x81 -> next(in);
            case 0x82 -> {
                int high = next(in);
                yield high << 8 | next(in);
            }
            default -> length > 0x7F ? -1 : length;
        };
    }

    /** 0xFFFF, which is no length that fits, where nothing is left. */
    private static int next(ByteBuffer in) {
        return in.hasRemaining() ? in.get() & 0xFF : 0xFFFF;
    }
}

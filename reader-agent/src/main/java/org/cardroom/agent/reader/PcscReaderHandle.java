package org.cardroom.agent.reader;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.NativeLongByReference;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A direct connection to one reader, without its card, for reading the reader's attributes. */
record PcscReaderHandle(
        PcscLiteLibrary pcsc,
        @Nullable NativeLong context,
        @Nullable NativeLong reader) implements AutoCloseable {
    private static final int MAX_ATTRIBUTE_LENGTH = 264;

    /** Connects to a reader. If that fails, the handle has no attributes. */
    static PcscReaderHandle open(PcscLiteLibrary pcsc, String name) {
        NativeLongByReference context = new NativeLongByReference();
        if (failed(pcsc.SCardEstablishContext(
                new NativeLong(PcscLiteLibrary.SCARD_SCOPE_SYSTEM), Pointer.NULL, Pointer.NULL, context))) {
            return new PcscReaderHandle(pcsc, null, null);
        }
        NativeLongByReference reader = new NativeLongByReference();
        NativeLong status = pcsc.SCardConnect(
                context.getValue(),
                name,
                new NativeLong(PcscLiteLibrary.SCARD_SHARE_DIRECT),
                new NativeLong(0),
                reader,
                new NativeLongByReference());
        return new PcscReaderHandle(pcsc, context.getValue(), failed(status) ? null : reader.getValue());
    }

    /** Returns the value of an attribute, if the reader has it. */
    Optional<byte[]> readAttribute(int id) {
        if (reader == null) {
            return Optional.empty();
        }
        byte[] value = new byte[MAX_ATTRIBUTE_LENGTH];
        NativeLongByReference length = new NativeLongByReference(new NativeLong(value.length));
        NativeLong status = pcsc.SCardGetAttrib(reader, new NativeLong(id), value, length);
        int bytes = length.getValue().intValue();
        return failed(status) || bytes < 0 || bytes > value.length
                ? Optional.empty()
                : Optional.of(Arrays.copyOf(value, bytes));
    }

    private static boolean failed(NativeLong status) {
        return status.longValue() != 0;
    }

    @Override
    public void close() {
        if (reader != null) {
            pcsc.SCardDisconnect(reader, new NativeLong(0));
        }
        if (context != null) {
            pcsc.SCardReleaseContext(context);
        }
    }
}

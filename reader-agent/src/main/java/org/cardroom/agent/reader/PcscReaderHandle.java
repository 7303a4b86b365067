package org.cardroom.agent.reader;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.NativeLongByReference;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One reader, opened without its card for as long as its attributes are read. */
final class PcscReaderHandle implements AutoCloseable {
    private static final int MOST_BYTES = 264;

    private final PcscLiteLibrary pcsc;
    private final @Nullable NativeLong context;
    private final @Nullable NativeLong reader;

    private PcscReaderHandle(PcscLiteLibrary pcsc, @Nullable NativeLong context, @Nullable NativeLong reader) {
        this.pcsc = pcsc;
        this.context = context;
        this.reader = reader;
    }

    /** A reader that cannot be opened tells nothing. */
    static PcscReaderHandle open(PcscLiteLibrary pcsc, String name) {
        NativeLongByReference context = new NativeLongByReference();
        if (failed(pcsc.SCardEstablishContext(
                new NativeLong(PcscLiteLibrary.SCARD_SCOPE_SYSTEM), Pointer.NULL, Pointer.NULL, context))) {
            return new PcscReaderHandle(pcsc, null, null);
        }
        NativeLongByReference reader = new NativeLongByReference();
        NativeLong said = pcsc.SCardConnect(
                context.getValue(),
                name,
                new NativeLong(PcscLiteLibrary.SCARD_SHARE_DIRECT),
                new NativeLong(0),
                reader,
                new NativeLongByReference());
        return new PcscReaderHandle(pcsc, context.getValue(), failed(said) ? null : reader.getValue());
    }

    /** The value of this attribute, where the reader has it. */
    Optional<byte[]> readAttribute(int id) {
        if (reader == null) {
            return Optional.empty();
        }
        byte[] value = new byte[MOST_BYTES];
        NativeLongByReference length = new NativeLongByReference(new NativeLong(value.length));
        NativeLong said = pcsc.SCardGetAttrib(reader, new NativeLong(id), value, length);
        int bytes = length.getValue().intValue();
        return failed(said) || bytes < 0 || bytes > value.length
                ? Optional.empty()
                : Optional.of(Arrays.copyOf(value, bytes));
    }

    private static boolean failed(NativeLong said) {
        return said.longValue() != 0;
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

package org.cardroom.agent.apdu;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.cardroom.events.card.Hex;

/** A short command APDU (ISO/IEC 7816-4, 5.1). Closing it clears its data, which may be secret. */
public final class CommandApdu implements AutoCloseable {
    private static final int HEADER = 4;

    private final ByteBuffer apdu;
    private boolean expecting;

    private CommandApdu(int header, int length, Consumer<ByteBuffer> data) {
        apdu = ByteBuffer.allocate(HEADER + 1 + length + 1).putInt(header);
        if (length > 0) {
            data.accept(apdu.put((byte) length));
        }
    }

    /** A command without data. */
    public static CommandApdu of(int header) {
        return new CommandApdu(header, 0, data -> {});
    }

    /** A command with public data. */
    public static CommandApdu of(int header, String hex) {
        byte[] bytes = Hex.bytes(hex);
        return of(header, bytes.length, data -> data.put(bytes));
    }

    /** A command whose data is written straight into it, 1 to 255 bytes. */
    public static CommandApdu of(int header, int length, Consumer<ByteBuffer> data) {
        return new CommandApdu(header, length, data);
    }

    /** Asks for as much as the card has. */
    public CommandApdu expectingData() {
        setExpectedLength(0);
        return this;
    }

    /** Asks for this many bytes; 0 for 256. */
    void setExpectedLength(int length) {
        if (expecting) {
            apdu.position(apdu.position() - 1);
        }
        apdu.put((byte) length);
        expecting = true;
    }

    /** A view of the bytes, to be sent. */
    ByteBuffer toBuffer() {
        return apdu.duplicate().flip();
    }

    int instruction() {
        return apdu.get(1) & 0xFF;
    }

    /** Class, instruction and parameters: never data. */
    String header() {
        return "%08X".formatted(apdu.getInt(0));
    }

    @Override
    public void close() {
        Arrays.fill(apdu.array(), (byte) 0);
    }

    @Override
    public String toString() {
        return "Command (redacted)";
    }
}

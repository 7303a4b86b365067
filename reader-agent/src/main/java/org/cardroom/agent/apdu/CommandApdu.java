package org.cardroom.agent.apdu;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.cardroom.events.card.Hex;

/** A short command APDU (ISO/IEC 7816-4, 5.1). Closing it clears its data, which may be secret. */
public final class CommandApdu implements AutoCloseable {
    private static final int HEADER = 4;

    private final ByteBuffer apdu;
    private boolean expectsData;

    private CommandApdu(int header, int length, Consumer<ByteBuffer> data) {
        apdu = ByteBuffer.allocate(HEADER + 1 + length + 1).putInt(header);
        if (length > 0) {
            data.accept(apdu.put((byte) length));
        }
    }

    /** Creates a command without data. */
    public static CommandApdu of(int header) {
        return new CommandApdu(header, 0, data -> {});
    }

    /** Creates a command with public data. */
    public static CommandApdu of(int header, String hex) {
        byte[] bytes = Hex.bytes(hex);
        return of(header, bytes.length, data -> data.put(bytes));
    }

    /** Creates a command whose data, 1 to 255 bytes, is written directly into it. */
    public static CommandApdu of(int header, int length, Consumer<ByteBuffer> data) {
        return new CommandApdu(header, length, data);
    }

    /** Requests all data that the card has. */
    public CommandApdu expectingData() {
        setExpectedLength(0);
        return this;
    }

    /** Requests this many bytes; 0 for 256. */
    void setExpectedLength(int length) {
        if (expectsData) {
            apdu.position(apdu.position() - 1);
        }
        apdu.put((byte) length);
        expectsData = true;
    }

    /** Returns a view of the encoded command. */
    ByteBuffer toBuffer() {
        return apdu.duplicate().flip();
    }

    int instruction() {
        return apdu.get(1) & 0xFF;
    }

    /** Returns class, instruction and parameters, never data. */
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

package org.cardroom.agent.session;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.smartcardio.CardException;
import org.cardroom.events.card.Hex;
import org.cardroom.testkit.reader.VirtualReader;

/** Corrupts one response and records every later command. */
final class ResponseCorruption implements VirtualReader.ApduInterceptor {
    final List<String> after = new CopyOnWriteArrayList<>();

    private final UnaryOperator<byte[]> garbled;
    private int left;

    /** The ways to corrupt a response. */
    enum CorruptionKind {
        EMPTY,
        HALF_A_STATUS_WORD,
        NO_STATUS_WORD,
        CUT_OFF,
        TRUNCATED_END,
        LENGTH_TOO_LONG,
        LENGTH_TOO_SHORT,
        LENGTH_OF_LENGTH,
        OTHER_TAG,
        SIXTY_FOUR_KILOBYTES,
        UNKNOWN_STATUS_WORD,
        ALL_ZERO;

        private byte[] of(byte[] answer) {
            return switch (this) {
                case EMPTY -> new byte[0];
                case HALF_A_STATUS_WORD -> Arrays.copyOf(answer, 1);
                case NO_STATUS_WORD -> Arrays.copyOf(answer, answer.length - 2);
                case CUT_OFF -> cutOff(answer, answer.length / 2);
                case TRUNCATED_END -> cutOff(answer, answer.length - 3);
                case LENGTH_TOO_LONG -> changed(answer, 1, 1);
                case LENGTH_TOO_SHORT -> changed(answer, 1, -1);
                case LENGTH_OF_LENGTH -> changed(answer, 1, 0x84 - answer[1]);
                case OTHER_TAG -> changed(answer, 0, 3);
                case SIXTY_FOUR_KILOBYTES -> filled(0x10000);
                case UNKNOWN_STATUS_WORD -> Hex.bytes("9F42");
                case ALL_ZERO -> new byte[answer.length];
            };
        }
    }

    ResponseCorruption(int command, CorruptionKind way) {
        this(command, way::of);
    }

    ResponseCorruption(int command, UnaryOperator<byte[]> garbled) {
        this.left = command;
        this.garbled = garbled;
    }

    /** Only data is cut off: a refusal stays one. */
    private static byte[] cutOff(byte[] answer, int length) {
        if (answer.length <= 2) {
            return answer;
        }
        byte[] cut = Arrays.copyOf(answer, length + 2);
        cut[cut.length - 2] = (byte) 0x90;
        cut[cut.length - 1] = 0;
        return cut;
    }

    private static byte[] changed(byte[] answer, int at, int by) {
        byte[] changed = answer.clone();
        if (answer.length > 2) {
            changed[at] += (byte) by;
        }
        return changed;
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length + 2];
        bytes[length] = (byte) 0x90;
        return bytes;
    }

    @Override
    public byte[] exchange(byte[] command, VirtualReader.ApduTarget card) throws CardException {
        if (left == 0) {
            after.add(Hex.of(command));
            return card.transmit(command);
        }
        byte[] answer = card.transmit(command);
        return --left == 0 ? garbled.apply(answer) : answer;
    }
}

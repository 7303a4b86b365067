package org.cardroom.agent.session;

import java.util.Arrays;
import javax.smartcardio.CardException;
import org.cardroom.testkit.reader.VirtualReader;
import org.cardroom.testkit.reader.VirtualReader.ApduTarget;

/** How cards of other manufacturers transfer response data. */
enum ApduTransportQuirk {
    /** At once. */
    PLAIN,
    /** 61xx, and then by GET RESPONSE. */
    FETCHED,
    /** As before, and GET RESPONSE first gets 6Cxx. */
    FETCHED_EXACTLY,
    /** Each command first gets 6Cxx with the right length. */
    CORRECTING,
    /** Over T=0: a command with data that also has an Le is never answered. */
    CHARACTERS;

    private VirtualReader.ApduInterceptor tap() {
        return switch (this) {
            case PLAIN -> (command, card) -> card.transmit(command);
            case FETCHED -> new GetResponseTap();
            case FETCHED_EXACTLY -> new ExactGetResponseTap();
            case CORRECTING -> new LengthCorrectingTap();
            case CHARACTERS -> new T0Tap();
        };
    }

    void applyTo(VirtualReader reader) {
        reader.intercept(tap());
        reader.setProtocol(this == CHARACTERS ? "T=0" : "T=1");
    }

    private static byte[] word(int high, int low) {
        return new byte[] {(byte) high, (byte) low};
    }

    private static boolean fetches(byte[] command) {
        return command[1] == (byte) 0xC0;
    }

    private static class GetResponseTap implements VirtualReader.ApduInterceptor {
        private byte[] held = {};

        @Override
        public byte[] exchange(byte[] command, ApduTarget card) throws CardException {
            return fetches(command) ? fetched(command[4] & 0xFF) : hold(card.transmit(command));
        }

        byte[] hold(byte[] answer) {
            held = answer;
            return answer.length > 2 ? word(0x61, answer.length - 2) : answer;
        }

        byte[] fetched(int length) {
            return held;
        }

        int dataHeld() {
            return held.length - 2;
        }
    }

    private static final class ExactGetResponseTap extends GetResponseTap {
        private boolean corrected;

        @Override
        byte[] fetched(int length) {
            corrected = !corrected;
            return corrected ? word(0x6C, dataHeld()) : super.fetched(length);
        }
    }

    private static final class LengthCorrectingTap implements VirtualReader.ApduInterceptor {
        private byte[] asked = {};
        private byte[] held = {};

        @Override
        public byte[] exchange(byte[] command, ApduTarget card) throws CardException {
            if (asked.length > 0 && Arrays.equals(asked, 0, 4, command, 0, 4)) {
                asked = new byte[0];
                return held;
            }
            asked = command;
            held = card.transmit(command);
            return word(0x6C, held.length - 2);
        }
    }

    private static final class T0Tap extends GetResponseTap {
        private static final int HEADER = 5;

        @Override
        public byte[] exchange(byte[] command, ApduTarget card) throws CardException {
            int p3 = command.length < HEADER ? -1 : command[HEADER - 1] & 0xFF;
            if (p3 < 0 || (command.length > HEADER && command.length != HEADER + p3)) {
                throw new CardException("the card is mute");
            }
            if (fetches(command)) {
                return p3 == dataHeld() ? fetched(p3) : word(0x6C, dataHeld());
            }
            byte[] answer = card.transmit(command);
            boolean exact = command.length == HEADER && answer.length - 2 == p3;
            if (command.length == HEADER && answer.length > 2) {
                return exact ? answer : word(0x6C, answer.length - 2);
            }
            return hold(answer);
        }
    }
}

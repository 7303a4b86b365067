package org.cardroom.agent.slot;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;

/** A reader that gets one card after another; their answers are true for a while, and then anything. */
final class RandomResponseReader extends CardTerminal {
    private static final int[] ALGORITHMS = {0x03, 0x08, 0x0A, 0x0C};
    private static final byte[][] WORDS = {
        {(byte) 0x90, 0},
        {0x61, 0x10},
        {0x61, 0},
        {0x6C, 5},
        {0x63, (byte) 0xC1},
        {0x63, (byte) 0xC0},
        {0x69, (byte) 0x82},
        {0x69, (byte) 0x83},
        {0x6A, (byte) 0x82},
        {0x6A, (byte) 0x86},
        {0x6F, 0},
        {0x6D, 0}
    };

    private static final int LONGEST = 0x10000;

    private final Random random;
    private final AtomicInteger answers = new AtomicInteger();

    RandomResponseReader(Random random) {
        this.random = random;
    }

    int answers() {
        return answers.get();
    }

    @Override
    public String getName() {
        return "Babbling";
    }

    @Override
    public Card connect(String protocol) throws CardException {
        if (random.nextInt(50) == 0) {
            throw new CardException("mute");
        }
        return new RandomResponseCard(order().build());
    }

    private VirtualCardBuilder order() {
        return switch (random.nextInt(5)) {
            case 0 -> VirtualCardBuilder.gids().blank();
            case 1, 2 -> VirtualCardBuilder.gids();
            default -> VirtualCardBuilder.piv().algorithm(ALGORITHMS[random.nextInt(4)]);
        };
    }

    @Override
    public boolean isCardPresent() {
        return true;
    }

    @Override
    public boolean waitForCardPresent(long timeout) throws CardException {
        if (random.nextInt(50) == 0) {
            throw new CardException("loose");
        }
        return random.nextInt(10) > 0;
    }

    @Override
    public boolean waitForCardAbsent(long timeout) {
        return random.nextBoolean();
    }

    private byte[] garbled(byte[] answer) throws CardException {
        answers.incrementAndGet();
        return switch (random.nextInt(48)) {
            case 0 -> throw new CardException("torn out");
            case 1 -> throw new IllegalStateException("a confused driver");
            case 2 -> random(random.nextInt(4));
            case 3 -> random(random.nextInt(700));
            case 4 -> Arrays.copyOf(answer, random.nextInt(answer.length));
            case 5 -> with(random(random.nextInt(40)), WORDS[random.nextInt(WORDS.length)]);
            case 6 -> with(answer, WORDS[random.nextInt(WORDS.length)]);
            case 7 -> flipped(answer, random.nextInt(8 * answer.length));
            case 8 -> with(Arrays.copyOf(answer, random.nextInt(answer.length) + 2), WORDS[0]);
            case 9 -> random.nextInt(20) == 0 ? with(random(LONGEST), WORDS[0]) : with(random(3000), WORDS[0]);
            default -> answer;
        };
    }

    private static byte[] flipped(byte[] answer, int bit) {
        answer[bit / 8] ^= (byte) (1 << bit % 8);
        return answer;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] with(byte[] answer, byte[] word) {
        byte[] bytes = Arrays.copyOf(answer, Math.max(2, answer.length));
        System.arraycopy(word, 0, bytes, bytes.length - 2, 2);
        return bytes;
    }

    private final class RandomResponseCard extends Card {
        private final VirtualCard card;
        private final CardChannel channel = new Channel();
        private final boolean stubborn = random.nextInt(10) == 0;
        private final byte[] word = WORDS[random.nextInt(WORDS.length)];
        private final String protocol = random.nextInt(4) == 0 ? "T=0" : "T=1";

        RandomResponseCard(VirtualCard card) {
            this.card = card;
        }

        /** Most cards are true now and then; a stubborn one says the same to all. */
        private byte[] answer(byte[] command) throws CardException {
            if (stubborn) {
                answers.incrementAndGet();
                return word.clone();
            }
            return garbled(card.transmit(command));
        }

        @Override
        public ATR getATR() {
            return new ATR(random.nextInt(30) == 0 ? new byte[] {0x3B} : card.atr());
        }

        @Override
        public String getProtocol() {
            return protocol;
        }

        @Override
        public CardChannel getBasicChannel() {
            return channel;
        }

        @Override
        public CardChannel openLogicalChannel() throws CardException {
            throw new CardException("none");
        }

        @Override
        public void beginExclusive() throws CardException {
            if (random.nextInt(20) == 0) {
                throw new CardException("taken");
            }
        }

        @Override
        public void endExclusive() {
            if (random.nextInt(20) == 0) {
                throw new IllegalStateException("not taken");
            }
        }

        @Override
        public byte[] transmitControlCommand(int code, byte[] command) {
            return new byte[0];
        }

        @Override
        public void disconnect(boolean reset) throws CardException {
            if (random.nextInt(20) == 0) {
                throw new CardException("gone");
            }
        }

        private final class Channel extends CardChannel {
            @Override
            public Card getCard() {
                return RandomResponseCard.this;
            }

            @Override
            public int getChannelNumber() {
                return 0;
            }

            @Override
            public ResponseAPDU transmit(CommandAPDU command) throws CardException {
                throw new CardException("bytes only");
            }

            @Override
            public int transmit(ByteBuffer command, ByteBuffer response) throws CardException {
                byte[] bytes = new byte[command.remaining()];
                command.get(bytes);
                byte[] answer = answer(bytes);
                response.put(answer);
                return answer.length;
            }

            @Override
            public void close() {
                // The basic channel stays open.
            }
        }
    }
}

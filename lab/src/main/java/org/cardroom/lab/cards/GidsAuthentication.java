package org.cardroom.lab.cards;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/** Who the administrator of a GIDS card is: the chosen key, the pending challenge and what came of it, all in RAM. */
final class GidsAuthentication {

    static final byte[] ADMIN_KEY = Bytes.of(0x80);

    private static final byte[] CHOOSE_ADMIN_KEY = Bytes.of(0x83, 0x01, 0x80);
    private static final int RANDOM_LENGTH = 16;
    private static final int SECRET_LENGTH = 7;
    private static final int LONGEST_ANSWER = 40;

    private enum State {
        NOBODY,
        CHALLENGED,
        MUTUALLY_CHALLENGED,
        ADMINISTRATOR
    }

    private final AdminKey key;
    private final IntFunction<byte[]> random;

    private boolean chosen;
    private State state = State.NOBODY;
    private byte[] hosts = {};
    private byte[] mine = {};

    GidsAuthentication(AdminKey key, IntFunction<byte[]> random) {
        this.key = key;
        this.random = random;
    }

    boolean holds() {
        return state == State.ADMINISTRATOR;
    }

    void forget() {
        chosen = false;
        state = State.NOBODY;
    }

    Answer choose(Command command) {
        if (command.p1p2() != 0xC1A4) {
            return Answer.WRONG_PARAMETERS;
        }
        if (!Arrays.equals(command.data(), CHOOSE_ADMIN_KEY)) {
            return Answer.DATA_INVALID;
        }
        chosen = true;
        return Answer.OK;
    }

    Answer authenticate(Command command) {
        if (command.p1p2() != 0x0000) {
            return Answer.WRONG_PARAMETERS;
        }
        if (key.isLocked()) {
            return Answer.BLOCKED;
        }
        Optional<byte[]> challenge = Tlv.find(command.data(), 0x7C, 0x81);
        Optional<byte[]> answer = Tlv.find(command.data(), 0x7C, 0x82);
        if (challenge.isPresent()) {
            return challenge(challenge.get());
        }
        return answer.isPresent() && answer.get().length <= LONGEST_ANSWER ? check(answer.get()) : Answer.DATA_INVALID;
    }

    private Answer challenge(byte[] fromHost) {
        state = State.NOBODY;
        if (fromHost.length != 0 && fromHost.length != RANDOM_LENGTH) {
            return Answer.DATA_INVALID;
        }
        boolean mutual = fromHost.length == RANDOM_LENGTH;
        hosts = fromHost;
        mine = random.apply(mutual ? RANDOM_LENGTH : KeyAlgorithm.TRIPLE_DES.blockLength);
        state = mutual ? State.MUTUALLY_CHALLENGED : State.CHALLENGED;
        return Answer.data(Tlv.of(0x7C, Tlv.of(0x81, mine)));
    }

    private Answer check(byte[] answer) {
        if (state != State.CHALLENGED && state != State.MUTUALLY_CHALLENGED) {
            return Answer.NOT_NOW;
        }
        if (!chosen || key.isLost()) {
            return Answer.FAILURE;
        }
        boolean mutual = state == State.MUTUALLY_CHALLENGED;
        boolean right = key.accept(mutual ? isMutualAnswer(answer) : Arrays.equals(answer, key.encrypt(mine)));
        state = right ? State.ADMINISTRATOR : State.NOBODY;
        if (!right) {
            return Answer.NOT_AUTHORISED;
        }
        return mutual ? Answer.data(proof()) : Answer.OK;
    }

    /** E(R2 ‖ R1 ‖ Z1 ‖ 80), R1 the host's random number and R2 the card's. */
    private boolean isMutualAnswer(byte[] answer) {
        if (answer.length != LONGEST_ANSWER) {
            return false;
        }
        byte[] plain = key.decrypt(answer);
        return Arrays.equals(Bytes.concat(mine, hosts), Arrays.copyOf(plain, 2 * RANDOM_LENGTH))
                && plain[LONGEST_ANSWER - 1] == (byte) 0x80;
    }

    /** E(R1 ‖ R2 ‖ Z2 ‖ 80): the card has the key too. */
    private byte[] proof() {
        byte[] plain = Bytes.concat(hosts, mine, random.apply(SECRET_LENGTH), Bytes.of(0x80));
        return Tlv.of(0x7C, Tlv.of(0x82, key.encrypt(plain)));
    }
}

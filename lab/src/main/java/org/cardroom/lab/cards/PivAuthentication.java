package org.cardroom.lab.cards;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * GENERAL AUTHENTICATE with the management key (SP 800-73-4 part 2, 3.2.4): one-way by challenge, mutual by witness,
 * all in RAM.
 */
final class PivAuthentication {

    private static final int MANAGEMENT_KEY = 0x9B;

    private enum State {
        NOBODY,
        CHALLENGED,
        WITNESS_GIVEN,
        ADMINISTRATOR
    }

    private final AdminKey key;
    private final IntFunction<byte[]> random;
    private final Answer refusal;

    private State state = State.NOBODY;
    private byte[] mine = {};

    /** @param refusal what the card says to a wrong answer: 6982 or 6A80 */
    PivAuthentication(AdminKey key, IntFunction<byte[]> random, Answer refusal) {
        this.key = key;
        this.random = random;
        this.refusal = refusal;
    }

    boolean holds() {
        return state == State.ADMINISTRATOR;
    }

    void forget() {
        state = State.NOBODY;
    }

    Answer authenticate(Command command) {
        if (command.p1() != key.algorithm().id || command.p2() != MANAGEMENT_KEY) {
            return Answer.WRONG_PARAMETERS;
        }
        if (key.isLocked()) {
            return Answer.BLOCKED;
        }
        if (key.isLost()) {
            return Answer.FAILURE;
        }
        Optional<byte[]> witness = Tlv.find(command.data(), 0x7C, 0x80);
        Optional<byte[]> challenge = Tlv.find(command.data(), 0x7C, 0x81);
        Optional<byte[]> response = Tlv.find(command.data(), 0x7C, 0x82);
        if (witness.isPresent()) {
            return witness(witness.get(), challenge.orElse(new byte[0]));
        }
        if (challenge.isPresent()) {
            return challenge.get().length == 0 ? challenge() : Answer.WRONG_DATA;
        }
        return response.isPresent() ? check(response.get()) : Answer.WRONG_DATA;
    }

    private Answer challenge() {
        mine = random.apply(key.algorithm().blockLength);
        state = State.CHALLENGED;
        return Answer.data(Tlv.of(0x7C, Tlv.of(0x81, mine)));
    }

    private Answer check(byte[] response) {
        if (state != State.CHALLENGED) {
            return Answer.NOT_NOW;
        }
        return settle(Arrays.equals(response, key.encrypt(mine))) ? Answer.OK : refusal;
    }

    private Answer witness(byte[] witness, byte[] challenge) {
        if (witness.length == 0) {
            mine = random.apply(key.algorithm().blockLength);
            state = State.WITNESS_GIVEN;
            return Answer.data(Tlv.of(0x7C, Tlv.of(0x80, key.encrypt(mine))));
        }
        if (state != State.WITNESS_GIVEN) {
            return Answer.NOT_NOW;
        }
        if (challenge.length != key.algorithm().blockLength) {
            return Answer.WRONG_DATA;
        }
        boolean right = settle(Arrays.equals(witness, mine));
        return right ? Answer.data(Tlv.of(0x7C, Tlv.of(0x82, key.encrypt(challenge)))) : refusal;
    }

    private boolean settle(boolean right) {
        state = key.accept(right) ? State.ADMINISTRATOR : State.NOBODY;
        return right;
    }
}

package org.cardroom.testkit.piv;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.cardroom.testkit.apdu.SimCommand;
import org.cardroom.testkit.apdu.SimResponse;
import org.cardroom.testkit.apdu.SimTlv;
import org.cardroom.testkit.memory.CardAdminKey;

/** GENERAL AUTHENTICATE with the management key (SP 800-73-4 part 2, 3.2.4): challenge or witness, in RAM. */
public final class PivAuthentication {
    private static final int MANAGEMENT_KEY = 0x9B;

    private enum State {
        UNAUTHENTICATED,
        CHALLENGED,
        WITNESS_GIVEN,
        ADMINISTRATOR
    }

    private final CardAdminKey key;
    private final IntFunction<byte[]> random;
    private final SimResponse refusal;

    private State state = State.UNAUTHENTICATED;
    private byte[] mine = {};

    /** @param refusal what the card says to a wrong answer: 6982 or 6A80 */
    public PivAuthentication(CardAdminKey key, IntFunction<byte[]> random, SimResponse refusal) {
        this.key = key;
        this.random = random;
        this.refusal = refusal;
    }

    public boolean isAuthenticated() {
        return state == State.ADMINISTRATOR;
    }

    public void clearSession() {
        state = State.UNAUTHENTICATED;
    }

    public SimResponse authenticate(SimCommand command) {
        if (command.p1() != key.algorithm().id || command.p2() != MANAGEMENT_KEY) {
            return SimResponse.WRONG_PARAMETERS;
        }
        if (key.isLocked()) {
            return SimResponse.BLOCKED;
        }
        if (key.isLost()) {
            return SimResponse.FAILURE;
        }
        Optional<byte[]> witness = SimTlv.find(command.data(), 0x7C, 0x80);
        Optional<byte[]> challenge = SimTlv.find(command.data(), 0x7C, 0x81);
        Optional<byte[]> response = SimTlv.find(command.data(), 0x7C, 0x82);
        if (witness.isPresent()) {
            return witness(witness.get(), challenge.orElse(new byte[0]));
        }
        if (challenge.isPresent()) {
            return challenge.get().length == 0 ? challenge() : SimResponse.WRONG_DATA;
        }
        return response.isPresent() ? check(response.get()) : SimResponse.WRONG_DATA;
    }

    private SimResponse challenge() {
        mine = random.apply(key.algorithm().blockLength);
        state = State.CHALLENGED;
        return SimResponse.data(SimTlv.of(0x7C, SimTlv.of(0x81, mine)));
    }

    private SimResponse check(byte[] response) {
        if (state != State.CHALLENGED) {
            return SimResponse.CONDITIONS_NOT_SATISFIED;
        }
        return settle(Arrays.equals(response, key.encrypt(mine))) ? SimResponse.OK : refusal;
    }

    private SimResponse witness(byte[] witness, byte[] challenge) {
        if (witness.length == 0) {
            mine = random.apply(key.algorithm().blockLength);
            state = State.WITNESS_GIVEN;
            return SimResponse.data(SimTlv.of(0x7C, SimTlv.of(0x80, key.encrypt(mine))));
        }
        if (state != State.WITNESS_GIVEN) {
            return SimResponse.CONDITIONS_NOT_SATISFIED;
        }
        if (challenge.length != key.algorithm().blockLength) {
            return SimResponse.WRONG_DATA;
        }
        boolean right = settle(Arrays.equals(witness, mine));
        return right ? SimResponse.data(SimTlv.of(0x7C, SimTlv.of(0x82, key.encrypt(challenge)))) : refusal;
    }

    private boolean settle(boolean right) {
        state = key.recordAttempt(right) ? State.ADMINISTRATOR : State.UNAUTHENTICATED;
        return right;
    }
}

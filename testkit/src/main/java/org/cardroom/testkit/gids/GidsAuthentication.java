package org.cardroom.testkit.gids;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.apdu.SimCommand;
import org.cardroom.testkit.apdu.SimResponse;
import org.cardroom.testkit.apdu.SimTlv;
import org.cardroom.testkit.memory.CardAdminKey;
import org.cardroom.testkit.memory.CardCipher;

/** Administrator authentication of a GIDS card: selected key, pending challenge and state, all in RAM. */
public final class GidsAuthentication {
    public static final byte[] ADMIN_KEY = ByteArrays.of(0x80);

    private static final byte[] CHOOSE_ADMIN_KEY = ByteArrays.of(0x83, 0x01, 0x80);
    private static final int RANDOM_LENGTH = 16;
    private static final int SECRET_LENGTH = 7;
    private static final int LONGEST_ANSWER = 40;

    private enum State {
        UNAUTHENTICATED,
        CHALLENGED,
        MUTUALLY_CHALLENGED,
        ADMINISTRATOR
    }

    private final CardAdminKey key;
    private final IntFunction<byte[]> random;

    private boolean chosen;
    private State state = State.UNAUTHENTICATED;
    private byte[] hosts = {};
    private byte[] mine = {};

    public GidsAuthentication(CardAdminKey key, IntFunction<byte[]> random) {
        this.key = key;
        this.random = random;
    }

    public boolean isAuthenticated() {
        return state == State.ADMINISTRATOR;
    }

    public void clearSession() {
        chosen = false;
        state = State.UNAUTHENTICATED;
    }

    public SimResponse selectKey(SimCommand command) {
        if (command.p1p2() != 0xC1A4) {
            return SimResponse.WRONG_PARAMETERS;
        }
        if (!Arrays.equals(command.data(), CHOOSE_ADMIN_KEY)) {
            return SimResponse.DATA_INVALID;
        }
        chosen = true;
        return SimResponse.OK;
    }

    public SimResponse authenticate(SimCommand command) {
        if (command.p1p2() != 0x0000) {
            return SimResponse.WRONG_PARAMETERS;
        }
        if (key.isLocked()) {
            return SimResponse.BLOCKED;
        }
        Optional<byte[]> challenge = SimTlv.find(command.data(), 0x7C, 0x81);
        Optional<byte[]> answer = SimTlv.find(command.data(), 0x7C, 0x82);
        if (challenge.isPresent()) {
            return challenge(challenge.get());
        }
        return answer.isPresent() && answer.get().length <= LONGEST_ANSWER
                ? check(answer.get())
                : SimResponse.DATA_INVALID;
    }

    private SimResponse challenge(byte[] fromHost) {
        state = State.UNAUTHENTICATED;
        if (fromHost.length != 0 && fromHost.length != RANDOM_LENGTH) {
            return SimResponse.DATA_INVALID;
        }
        boolean mutual = fromHost.length == RANDOM_LENGTH;
        hosts = fromHost;
        mine = random.apply(mutual ? RANDOM_LENGTH : CardCipher.TRIPLE_DES.blockLength);
        state = mutual ? State.MUTUALLY_CHALLENGED : State.CHALLENGED;
        return SimResponse.data(SimTlv.of(0x7C, SimTlv.of(0x81, mine)));
    }

    private SimResponse check(byte[] answer) {
        if (state != State.CHALLENGED && state != State.MUTUALLY_CHALLENGED) {
            return SimResponse.CONDITIONS_NOT_SATISFIED;
        }
        if (!chosen || key.isLost()) {
            return SimResponse.FAILURE;
        }
        boolean mutual = state == State.MUTUALLY_CHALLENGED;
        boolean right = key.recordAttempt(mutual ? isMutualAnswer(answer) : Arrays.equals(answer, key.encrypt(mine)));
        state = right ? State.ADMINISTRATOR : State.UNAUTHENTICATED;
        if (!right) {
            return SimResponse.SECURITY_STATUS_NOT_SATISFIED;
        }
        return mutual ? SimResponse.data(proof()) : SimResponse.OK;
    }

    /** E(R2 ‖ R1 ‖ Z1 ‖ 80), R1 the host's random number and R2 the card's. */
    private boolean isMutualAnswer(byte[] answer) {
        if (answer.length != LONGEST_ANSWER) {
            return false;
        }
        byte[] plain = key.decrypt(answer);
        return Arrays.equals(ByteArrays.concat(mine, hosts), Arrays.copyOf(plain, 2 * RANDOM_LENGTH))
                && plain[LONGEST_ANSWER - 1] == (byte) 0x80;
    }

    /** E(R1 ‖ R2 ‖ Z2 ‖ 80): the card has the key too. */
    private byte[] proof() {
        byte[] plain = ByteArrays.concat(hosts, mine, random.apply(SECRET_LENGTH), ByteArrays.of(0x80));
        return SimTlv.of(0x7C, SimTlv.of(0x82, key.encrypt(plain)));
    }
}

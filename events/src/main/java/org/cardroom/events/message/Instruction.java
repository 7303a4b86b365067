package org.cardroom.events.message;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardAuthenticationProof;
import org.cardroom.events.secret.Pin;
import org.cardroom.events.secret.SecretBytes;
import org.jspecify.annotations.Nullable;

/** What an agent has to do next with a card, or a gateway gives its client. It travels sealed; closing it clears it. */
public sealed interface Instruction extends AutoCloseable {
    @Override
    void close();

    /**
     * Answer the challenge, then replace the administrator key.
     *
     * @param answer to the challenge of the envelope
     * @param replacement the new key
     */
    record PutKey(AuthenticationResponse answer, AdminKey replacement) implements Instruction {
        @Override
        public void close() {
            answer.close();
            replacement.close();
        }
    }

    /**
     * Answer the challenge; if it is taken, set the PIN and replace the PUK, as far as there are such.
     *
     * @param answer to the challenge of the envelope
     * @param proof what the card has to show with its acceptance, before anything else is sent to it; absent where it
     *     need not
     * @param proposed the PIN; absent where the user makes it
     * @param pukCandidates PIV: one or two PUKs that the card may have, to be tried once each in this order
     * @param newPuk PIV: the PUK it gets
     */
    record SetPin(
            AuthenticationResponse answer,
            @Nullable CardAuthenticationProof proof,
            @Nullable Pin proposed,
            List<Pin> pukCandidates,
            @Nullable Pin newPuk)
            implements Instruction {
        public SetPin {
            pukCandidates = List.copyOf(pukCandidates);
            if (pukCandidates.size() > 2 || pukCandidates.isEmpty() != (newPuk == null)) {
                throw new IllegalArgumentException("a PUK is replaced by one, and known by one or two candidates");
            }
        }

        /** Without proof of the card. */
        public SetPin(AuthenticationResponse answer, @Nullable Pin proposed, List<Pin> puks, @Nullable Pin nextPuk) {
            this(answer, null, proposed, puks, nextPuk);
        }

        @Override
        public void close() {
            answer.close();
            pukCandidates.forEach(Pin::close);
            Stream.of(proof, proposed, newPuk).filter(Objects::nonNull).forEach(SecretBytes::close);
        }
    }

    /** Ask the card for a challenge of an authentication both ways, and draw the one that it will have to answer. */
    record RequestMutualAuth() implements Instruction {
        @Override
        public void close() {
            // It holds no secret.
        }
    }

    /**
     * Make a blank card the card that the envelope names.
     *
     * @param initialKey the administrator key that it gets, as if it had come with it
     */
    record Initialise(AdminKey initialKey) implements Instruction {
        @Override
        public void close() {
            initialKey.close();
        }
    }

    /** Give the client the card's own administrator key. */
    record DeliverAdminKey(AdminKey key) implements Instruction {
        @Override
        public void close() {
            key.close();
        }
    }

    /** Give the client the authentication response. */
    record DeliverAuthenticationResponse(AuthenticationResponse answer) implements Instruction {
        @Override
        public void close() {
            answer.close();
        }
    }

    /** Give the client the PIN. */
    record DeliverPin(Pin pin) implements Instruction {
        @Override
        public void close() {
            pin.close();
        }
    }

    /** Tell the client that its request has ended as it said. */
    record RequestEndAcknowledged() implements Instruction {
        @Override
        public void close() {
            // It holds no secret.
        }
    }

    /** Leave the card alone and tell the operator why; give the client nothing, and tell it why. */
    record Reject(RejectionReason reason) implements Instruction {
        @Override
        public void close() {
            // It holds no secret.
        }
    }
}

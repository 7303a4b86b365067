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

/** What an agent executes on a card, or a gateway delivers to its client. Transmitted sealed; {@link #close} clears it. */
public sealed interface Instruction extends AutoCloseable {
    @Override
    void close();

    /**
     * Answers the challenge, then replaces the administrator key.
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
     * Answers the challenge; if accepted, sets the PIN and replaces the PUK, where present.
     * @param answer to the challenge of the envelope
     * @param proof what the card must return before anything else is sent to it; absent if no mutual authentication is
     *     required
     * @param proposed the PIN; absent if the user chooses it
     * @param pukCandidates PIV: one or two PUKs that the card may have, each tried once in this order
     * @param newPuk PIV: the new PUK
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
                throw new IllegalArgumentException("a new PUK needs one or two candidates for the present one");
            }
        }

        /** Creates an instruction without mutual authentication. */
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

    /** Requests the challenge of a mutual authentication from the card and draws the host challenge. */
    record RequestMutualAuth() implements Instruction {
        @Override
        public void close() {
            // There is no secret to clear.
        }
    }

    /**
     * Initialises a blank card with the card id of the envelope.
     * @param initialKey the administrator key to write as the initial key
     */
    record Initialise(AdminKey initialKey) implements Instruction {
        @Override
        public void close() {
            initialKey.close();
        }
    }

    /** Delivers the card's own administrator key to the client. */
    record DeliverAdminKey(AdminKey key) implements Instruction {
        @Override
        public void close() {
            key.close();
        }
    }

    /** Delivers the authentication response to the client. */
    record DeliverAuthenticationResponse(AuthenticationResponse answer) implements Instruction {
        @Override
        public void close() {
            answer.close();
        }
    }

    /** Delivers the PIN to the client. */
    record DeliverPin(Pin pin) implements Instruction {
        @Override
        public void close() {
            pin.close();
        }
    }

    /** Acknowledges that the client's request has ended. */
    record RequestEndAcknowledged() implements Instruction {
        @Override
        public void close() {
            // There is no secret to clear.
        }
    }

    /** Writes nothing to the card and delivers nothing to the client, for the given reason. */
    record Reject(RejectionReason reason) implements Instruction {
        @Override
        public void close() {
            // There is no secret to clear.
        }
    }
}

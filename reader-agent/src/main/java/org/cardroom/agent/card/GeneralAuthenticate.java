package org.cardroom.agent.card;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.cardroom.agent.card.SmartCard.Drawn;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardAuthenticationProof;

/** The data of GENERAL AUTHENTICATE, tag 7C (NIST SP 800-73-4 part 2, 3.2.4; GIDS has the same). */
final class GeneralAuthenticate {
    static final int WITNESS = 0x80;
    static final int CHALLENGE = 0x81;
    static final int RESPONSE = 0x82;

    private static final int TEMPLATE = 0x7C;

    private GeneralAuthenticate() {}

    /** Asks for what has this tag. */
    static Command ask(int header, int tag) {
        return Command.of(header, 4, data -> open(data, 2).put((byte) tag).put((byte) 0))
                .expectingData();
    }

    /** Shows the card a challenge, which it answers with its own. */
    static Command show(int header, Challenge hosts) {
        return Command.of(header, 4 + hosts.length(), data -> challenge(open(data, 2 + hosts.length()), hosts))
                .expectingData();
    }

    /** Answers the card. */
    static Command answer(int header, AuthenticationResponse answer) {
        return Command.of(header, 4 + answer.length(), data -> {
            open(data, 2 + answer.length()).put((byte) RESPONSE).put((byte) answer.length());
            answer.copyInto(data);
        });
    }

    /** Answers the card's witness and challenges the card in return. */
    static Command answer(int header, AuthenticationResponse witness, Challenge hosts) {
        int length = 4 + witness.length() + hosts.length();
        return Command.of(header, 2 + length, data -> {
                    open(data, length).put((byte) WITNESS).put((byte) witness.length());
                    witness.copyInto(data);
                    challenge(data, hosts);
                })
                .expectingData();
    }

    private static ByteBuffer open(ByteBuffer data, int length) {
        return data.put((byte) TEMPLATE).put((byte) length);
    }

    private static void challenge(ByteBuffer data, Challenge challenge) {
        data.put((byte) CHALLENGE).put((byte) challenge.length()).put(challenge.bytes());
    }

    /** The challenge of this many bytes under this tag; empty if there is none. */
    static Optional<Challenge> challenge(Answer answer, int tag, int length) {
        return Tlv.exactly(length, answer.find(TEMPLATE, tag)).map(Challenge::of);
    }

    /** One block, of either length. */
    static Drawn challengeIn(Answer answer) {
        Optional<Challenge> challenge = challenge(answer, CHALLENGE, 8).or(() -> challenge(answer, CHALLENGE, 16));
        if (challenge.isPresent()) {
            return new Drawn.Fresh(challenge.get());
        }
        CardResponse response = answer.word().said();
        return new Drawn.None(response instanceof CardResponse.Accepted ? new CardResponse.Unexpected("no challenge") : response);
    }

    /** What the card said to an answer of an authentication both ways: it has to show the proof. */
    static CardResponse saidToAnswer(Answer answer, int length, CardAuthenticationProof proof) {
        CardResponse response = answer.word().saidToAnswer();
        if (!(response instanceof CardResponse.Accepted)) {
            return response;
        }
        boolean proven = Tlv.exactly(length, answer.find(TEMPLATE, RESPONSE))
                .filter(proof::matchesStartOf)
                .isPresent();
        return proven ? response : new CardResponse.ProofFailed("a wrong proof");
    }

    /** The two challenges of an authentication both ways, or why the card takes no part in one. */
    static Drawn mutual(Answer answer, int tag, Challenge hosts) {
        Optional<Challenge> cards = challenge(answer, tag, hosts.length());
        if (cards.isPresent()) {
            return cards.get().equals(hosts)
                    ? new Drawn.None(new CardResponse.ProofFailed("the host's own challenge"))
                    : new Drawn.Mutual(cards.get(), hosts);
        }
        CardResponse response = answer.word().said();
        return new Drawn.None(response instanceof CardResponse.Blocked ? response : new CardResponse.ProofFailed("cannot: " + answer.word()));
    }
}

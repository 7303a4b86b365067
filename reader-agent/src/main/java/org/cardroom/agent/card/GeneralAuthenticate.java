package org.cardroom.agent.card;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.cardroom.agent.apdu.BerTlv;
import org.cardroom.agent.apdu.CommandApdu;
import org.cardroom.agent.apdu.ResponseApdu;
import org.cardroom.agent.card.SmartCard.ChallengeResult;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardAuthenticationProof;

/** Encodes and decodes GENERAL AUTHENTICATE, tag 7C (NIST SP 800-73-4 part 2, 3.2.4; GIDS uses the same). */
final class GeneralAuthenticate {
    static final int WITNESS = 0x80;
    static final int CHALLENGE = 0x81;
    static final int RESPONSE = 0x82;

    private static final int TEMPLATE = 0x7C;

    private GeneralAuthenticate() {}

    /** Requests the data object with this tag. */
    static CommandApdu requestCommand(int header, int tag) {
        return CommandApdu.of(
                        header, 4, data -> putTemplate(data, 2).put((byte) tag).put((byte) 0))
                .expectingData();
    }

    /** Sends the card a challenge, which it answers with its own. */
    static CommandApdu challengeCommand(int header, Challenge hostChallenge) {
        return CommandApdu.of(
                        header,
                        4 + hostChallenge.length(),
                        data -> putChallenge(putTemplate(data, 2 + hostChallenge.length()), hostChallenge))
                .expectingData();
    }

    /** Answers the card's challenge. */
    static CommandApdu responseCommand(int header, AuthenticationResponse answer) {
        return CommandApdu.of(header, 4 + answer.length(), data -> {
            putTemplate(data, 2 + answer.length()).put((byte) RESPONSE).put((byte) answer.length());
            answer.copyInto(data);
        });
    }

    /** Answers the card's witness and challenges the card in return. */
    static CommandApdu responseCommand(int header, AuthenticationResponse witness, Challenge hostChallenge) {
        int length = 4 + witness.length() + hostChallenge.length();
        return CommandApdu.of(header, 2 + length, data -> {
                    putTemplate(data, length).put((byte) WITNESS).put((byte) witness.length());
                    witness.copyInto(data);
                    putChallenge(data, hostChallenge);
                })
                .expectingData();
    }

    private static ByteBuffer putTemplate(ByteBuffer data, int length) {
        return data.put((byte) TEMPLATE).put((byte) length);
    }

    private static void putChallenge(ByteBuffer data, Challenge challenge) {
        data.put((byte) CHALLENGE).put((byte) challenge.length()).put(challenge.bytes());
    }

    /** Returns the challenge of this many bytes under this tag; empty if it is missing. */
    static Optional<Challenge> parseChallenge(ResponseApdu answer, int tag, int length) {
        return BerTlv.bytesOfLength(length, answer.find(TEMPLATE, tag)).map(Challenge::of);
    }

    /** Returns the card's challenge of the required 8 or 16 bytes, or the reason for its absence. */
    static ChallengeResult parseCardChallenge(ResponseApdu answer, int length, String wrongLength) {
        Optional<Challenge> challenge =
                parseChallenge(answer, CHALLENGE, 8).or(() -> parseChallenge(answer, CHALLENGE, 16));
        if (challenge.isPresent()) {
            return challenge.get().length() == length
                    ? new ChallengeResult.CardChallenge(challenge.get())
                    : new ChallengeResult.NoChallenge(new CardResponse.Unexpected(wrongLength));
        }
        CardResponse response = answer.statusWord().toCardResponse();
        return new ChallengeResult.NoChallenge(
                response instanceof CardResponse.Accepted ? new CardResponse.Unexpected("no challenge") : response);
    }

    /** Returns the card's response in a mutual authentication; it is accepted only with the right proof. */
    static CardResponse verifyProof(ResponseApdu answer, int length, CardAuthenticationProof proof) {
        CardResponse response = answer.statusWord().toAuthenticationResponse();
        if (!(response instanceof CardResponse.Accepted)) {
            return response;
        }
        boolean proven = BerTlv.bytesOfLength(length, answer.find(TEMPLATE, RESPONSE))
                .filter(proof::matchesStartOf)
                .isPresent();
        return proven ? response : new CardResponse.ProofFailed("a wrong proof");
    }

    /** Returns the two challenges of a mutual authentication, or why the card cannot do one. */
    static ChallengeResult parseMutualChallenge(ResponseApdu answer, int tag, Challenge hostChallenge) {
        Optional<Challenge> challenge = parseChallenge(answer, tag, hostChallenge.length());
        if (challenge.isPresent()) {
            return challenge.get().equals(hostChallenge)
                    ? new ChallengeResult.NoChallenge(new CardResponse.ProofFailed("the host's own challenge"))
                    : new ChallengeResult.MutualChallenge(challenge.get(), hostChallenge);
        }
        CardResponse response = answer.statusWord().toCardResponse();
        return new ChallengeResult.NoChallenge(
                response instanceof CardResponse.Blocked
                        ? response
                        : new CardResponse.ProofFailed("cannot: " + answer.statusWord()));
    }
}

package org.cardroom.processor.modelcheck;

import java.util.List;
import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.events.message.CardResponse;
import org.jspecify.annotations.Nullable;

/**
 * The card itself, of which the processor only hears.
 * @param key on it; absent where a write was torn inside
 * @param pin the PIN of ours that is on it, sealed as in the row; absent before the first
 * @param puk PIV: which PUK it has, 0 for the one that it came with
 * @param refusedAnswers answers that it refused since it accepted one
 * @param refusedPuks PUKs that it refused since it accepted one
 * @param challengeEvent the event that tells the challenge it drew last; absent without power
 * @param challengeAnswered whether that challenge was answered
 */
record ModelCard(
        @Nullable AdminKeyRef key,
        @Nullable String pin,
        int puk,
        int refusedAnswers,
        int refusedPuks,
        @Nullable UUID challengeEvent,
        boolean challengeAnswered) {
    static final ModelCard FRESH = new ModelCard(AdminKeyRef.INITIAL, null, 0, 0, 0, null, false);
    private static final CardResponse.Unexpected NO_KEY = new CardResponse.Unexpected("6F00");

    /** What came of a command: the card after it, and what it said. */
    record CommandResult(ModelCard chip, CardResponse said) {}

    /** Drew the challenge that this event tells; every older one is void. */
    ModelCard withChallenge(UUID event) {
        return new ModelCard(key, pin, puk, refusedAnswers, refusedPuks, event, false);
    }

    /** Out of the reader. */
    ModelCard withoutPower() {
        return new ModelCard(key, pin, puk, refusedAnswers, refusedPuks, null, false);
    }

    /** The response to a challenge, worked out under this key. */
    CommandResult answer(AdminKeyRef under, ModelConfig.KeyLossBehavior lost) {
        if (key == null && lost != ModelConfig.KeyLossBehavior.REFUSES) {
            return new CommandResult(answered(refusedAnswers), NO_KEY);
        }
        return under.equals(key)
                ? new CommandResult(answered(0), new CardResponse.Accepted())
                : new CommandResult(answered(refusedAnswers + 1), new CardResponse.Refused(null));
    }

    private ModelCard answered(int nextWrong) {
        return new ModelCard(key, pin, puk, nextWrong, refusedPuks, challengeEvent, true);
    }

    ModelCard withKey(@Nullable AdminKeyRef next) {
        return new ModelCard(next, pin, puk, refusedAnswers, refusedPuks, challengeEvent, challengeAnswered);
    }

    ModelCard withPin(String next) {
        return new ModelCard(key, next, puk, refusedAnswers, refusedPuks, challengeEvent, challengeAnswered);
    }

    /** Shown a PUK, with what it is to take for it: a PIN, or a new PUK. */
    CommandResult showPuk(int shown, @Nullable String nextPin, int nextPuk) {
        if (shown != puk) {
            ModelCard refused =
                    new ModelCard(key, pin, puk, refusedAnswers, refusedPuks + 1, challengeEvent, challengeAnswered);
            return new CommandResult(refused, new CardResponse.Refused(null));
        }
        String pinNow = nextPin == null ? pin : nextPin;
        int pukNow = nextPin == null ? nextPuk : puk;
        return new CommandResult(
                new ModelCard(key, pinNow, pukNow, refusedAnswers, 0, challengeEvent, challengeAnswered),
                new CardResponse.Accepted());
    }

    /** Whether these PUKs can be shown to it without blocking it, of a card that tells how often it may still be wrong. */
    boolean takes(List<Integer> puks, int limit) {
        int left = limit - refusedPuks;
        return puks.size() > 1 ? left >= puks.size() : left == limit;
    }
}

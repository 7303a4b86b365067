package org.cardroom.processor.provisioning;

import java.util.List;
import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.events.message.CardResponse;
import org.jspecify.annotations.Nullable;

/**
 * The card itself, of which the processor only hears.
 *
 * @param key on it; absent where a write was torn inside
 * @param pin the PIN of ours that is on it, sealed as in the row; absent before the first
 * @param puk PIV: which PUK it has, 0 for the one that it came with
 * @param wrong answers that it refused since it accepted one
 * @param wrongPuks PUKs that it refused since it accepted one
 * @param asked the event that tells the challenge it drew last; absent without power
 * @param answered whether that challenge was answered
 */
record ModelChip(
        @Nullable AdminKeyRef key,
        @Nullable String pin,
        int puk,
        int wrong,
        int wrongPuks,
        @Nullable UUID asked,
        boolean answered) {
    static final ModelChip FRESH = new ModelChip(AdminKeyRef.INITIAL, null, 0, 0, 0, null, false);
    private static final CardResponse.Unexpected NO_KEY = new CardResponse.Unexpected("6F00");

    /** What came of a command: the card after it, and what it said. */
    record Reply(ModelChip chip, CardResponse said) {}

    /** Drew the challenge that this event tells; every older one is void. */
    ModelChip drew(UUID event) {
        return new ModelChip(key, pin, puk, wrong, wrongPuks, event, false);
    }

    /** Out of the reader. */
    ModelChip off() {
        return new ModelChip(key, pin, puk, wrong, wrongPuks, null, false);
    }

    /** The response to a challenge, worked out under this key. */
    Reply answer(AdminKeyRef under, Setting.Lost lost) {
        if (key == null && lost != Setting.Lost.REFUSES) {
            return new Reply(answered(wrong), NO_KEY);
        }
        return under.equals(key)
                ? new Reply(answered(0), new CardResponse.Accepted())
                : new Reply(answered(wrong + 1), new CardResponse.Refused(null));
    }

    private ModelChip answered(int nextWrong) {
        return new ModelChip(key, pin, puk, nextWrong, wrongPuks, asked, true);
    }

    ModelChip put(@Nullable AdminKeyRef next) {
        return new ModelChip(next, pin, puk, wrong, wrongPuks, asked, answered);
    }

    ModelChip pinned(String next) {
        return new ModelChip(key, next, puk, wrong, wrongPuks, asked, answered);
    }

    /** Shown a PUK, with what it is to take for it: a PIN, or a new PUK. */
    Reply shown(int shown, @Nullable String nextPin, int nextPuk) {
        if (shown != puk) {
            ModelChip refused = new ModelChip(key, pin, puk, wrong, wrongPuks + 1, asked, answered);
            return new Reply(refused, new CardResponse.Refused(null));
        }
        String pinNow = nextPin == null ? pin : nextPin;
        int pukNow = nextPin == null ? nextPuk : puk;
        return new Reply(new ModelChip(key, pinNow, pukNow, wrong, 0, asked, answered), new CardResponse.Accepted());
    }

    /** Whether these PUKs can be shown to it without blocking it, of a card that tells how often it may still be wrong. */
    boolean takes(List<Integer> puks, int limit) {
        int left = limit - wrongPuks;
        return puks.size() > 1 ? left >= puks.size() : left == limit;
    }
}

package org.cardroom.processor.restoring;

import java.util.List;
import org.cardroom.events.card.CardId;
import org.cardroom.events.outcome.AuditChainHead;

/**
 * What a restore did.
 *
 * @param known outcomes of this room that the database knew already
 * @param others outcomes of other rooms
 * @param lost outcomes that were deleted before the database knew them
 * @param passed card events that nobody answers any more
 * @param resumed the audits that go on after a gap, each where it was published last
 * @param cards what became of each card that the database did not know the newest of
 */
public record Restored(int known, int others, long lost, long passed, List<AuditChainHead> resumed, List<Line> cards) {
    public Restored {
        resumed = List.copyOf(resumed);
        cards = List.copyOf(cards);
    }

    /**
     * One card.
     *
     * @param held whether it is held back
     * @param words what became of it, or why it is held back
     */
    public record Line(CardId card, boolean held, String words) {}

    /** Whether there was nothing to do, and nothing may be missing. */
    public boolean nothing() {
        return lost == 0 && resumed.isEmpty() && cards.isEmpty();
    }

    /** How many cards are held back. */
    public long held() {
        return cards.stream().filter(Line::held).count();
    }
}

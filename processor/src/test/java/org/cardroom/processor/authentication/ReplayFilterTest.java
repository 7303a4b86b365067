package org.cardroom.processor.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardRemoved;
import org.cardroom.events.message.CardEvent.SlotStatusChanged;
import org.cardroom.events.message.ChannelRef;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.GatewayEvent.AdminKeyRequested;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.message.SlotState;
import org.junit.jupiter.api.Test;

class ReplayFilterTest {
    private static final UUID EVENT = UUID.randomUUID();
    private static final UUID SESSION = UUID.randomUUID();
    private static final Challenge NONCE = Challenge.random(16);
    private static final CardId CARD = new CardId("00".repeat(16));

    private final CardEvent insertion = insertion(EVENT, SESSION);

    private static EventHeader origin(UUID event) {
        ChannelRef channel = new ChannelRef("key-1", Instant.EPOCH, "00".repeat(32));
        return new EventHeader(EventHeader.SCHEMA, event, "agent-1", channel, "slot-1", Instant.EPOCH);
    }

    private static CardEvent insertion(UUID event, UUID session) {
        return new BlankCardInserted(origin(event), session, CardKind.GIDS, new Atr("3B00"), null, NONCE);
    }

    @Test
    void acceptsAnEventOnce() {
        ReplayFilter filter = new ReplayFilter(List.of(EVENT, SESSION));
        assertThat(filter.consumeIfUnseen(insertion)).isTrue();
        assertThat(filter.consumeIfUnseen(insertion)).isFalse();
    }

    @Test
    void rejectsAnEventThatWasProcessedBeforeThePoll() {
        assertThat(new ReplayFilter(List.of(SESSION)).consumeIfUnseen(insertion))
                .isFalse();
    }

    @Test
    void rejectsANewEventOfASessionThatAnotherInsertionOpened() {
        UUID second = UUID.randomUUID();
        ReplayFilter filter = new ReplayFilter(List.of(EVENT, second, SESSION));
        assertThat(filter.consumeIfUnseen(insertion)).isTrue();
        assertThat(filter.consumeIfUnseen(insertion(second, SESSION))).isFalse();
    }

    @Test
    void keepsTheOtherIdOfARejectedEvent() {
        ReplayFilter filter = new ReplayFilter(List.of(SESSION));
        assertThat(filter.consumeIfUnseen(insertion)).isFalse();
        CardEvent sameSessionId = new CardRemoved(origin(SESSION), UUID.randomUUID(), CARD);
        assertThat(filter.consumeIfUnseen(sameSessionId)).isTrue();
    }

    @Test
    void acceptsTheStatusOfASlotAgain() {
        CardEvent status = new SlotStatusChanged(origin(EVENT), SlotState.INSERT, null, null);
        ReplayFilter filter = new ReplayFilter(List.of());
        assertThat(filter.consumeIfUnseen(status)).isTrue();
        assertThat(filter.consumeIfUnseen(status)).isTrue();
    }

    @Test
    void countsTheSessionOnlyOfEventsThatOpenOne() {
        RequestSubject subject = new RequestSubject("caller", null, UUID.randomUUID(), UUID.randomUUID(), CARD);
        CardEvent request = new AdminKeyRequested(origin(EVENT), SESSION, subject, NONCE);
        assertThat(ReplayFilter.replayIds(request)).containsExactly(EVENT, SESSION);
        assertThat(ReplayFilter.replayIds(new CardRemoved(origin(EVENT), SESSION, CARD)))
                .containsExactly(EVENT);
    }
}

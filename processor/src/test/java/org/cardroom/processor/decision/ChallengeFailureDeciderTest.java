package org.cardroom.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.fixture.EventFixture;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.junit.jupiter.api.Test;

class ChallengeFailureDeciderTest {
    private static final CardResponse WITHOUT_KEY = new CardResponse.Unexpected("6F00");

    private final IssuanceRequest request = GidsCardFixture.request();
    private final Card card = GidsCardFixture.card(request);

    private Decision decide(CardResponse response, Card of) {
        return ChallengeFailureDecider.decide(EventFixture.challengeFailed(response), of, request);
    }

    @Test
    void failsABlockedCard() {
        assertThat(decide(new CardResponse.Blocked(), card).action())
                .isEqualTo(new Action.FailIssuance(RejectionReason.TRIES_SPENT));
    }

    @Test
    void failsACardThatMayHaveLostItsKey() {
        Card written =
                card.withKeys(card.keys().withProposed(new AdminKeyRef(1, 1)).withKeyWritten());
        assertThat(decide(WITHOUT_KEY, written).action())
                .isEqualTo(new Action.FailIssuance(RejectionReason.NOT_UNDERSTOOD));
    }

    @Test
    void failsACardAtTheSecondFailure() {
        Decision first = decide(WITHOUT_KEY, card);
        assertThat(first.action()).isEqualTo(new Action.RecordOnly());
        assertThat(decide(WITHOUT_KEY, first.card()).action())
                .isEqualTo(new Action.FailIssuance(RejectionReason.NOT_UNDERSTOOD));
    }

    @Test
    void changesNothingOnceTheRequestHasEnded() {
        IssuanceRequest ended = request.transitionTo(RequestStatus.FAILED, "lost");
        Decision decision =
                ChallengeFailureDecider.decide(EventFixture.challengeFailed(new CardResponse.Blocked()), card, ended);
        assertThat(decision.card()).isEqualTo(card);
        assertThat(decision.action()).isEqualTo(new Action.RecordOnly());
    }
}

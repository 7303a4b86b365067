package org.cardroom.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.decision.EventContext.GatewayReference;
import org.cardroom.processor.fixture.EventFixture;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.junit.jupiter.api.Test;

class EventDeciderTest {
    private final IssuanceRequest request = atStation("north");
    private final Card card = GidsCardFixture.card(request);
    private final DrawnValues drawn = GidsCardFixture.drawn();

    private static IssuanceRequest atStation(String station) {
        UUID id = UUID.randomUUID();
        return new IssuanceRequest(id, id, "p", id, null, station, RequestStatus.EXECUTING, null, null, 0, null);
    }

    private static EventContext inserted(Card card, IssuanceRequest request, boolean usable, boolean namedOpen) {
        return new EventContext(
                EventFixture.inserted(),
                Set.of("north"),
                card,
                request,
                GidsCardFixture.TEMPLATE,
                usable,
                GatewayReference.UNKNOWN,
                0,
                namedOpen);
    }

    private void rejects(EventContext context, RejectionReason reason) {
        assertThat(new EventDecider(Set.of()).decide(context, drawn)).contains(Decision.reject(reason));
    }

    @Test
    void rejectsAQuarantinedCard() {
        assertThat(new EventDecider(Set.of(GidsCardFixture.CARD)).decide(inserted(card, request, true, false), drawn))
                .contains(Decision.reject(RejectionReason.HELD_BACK));
    }

    @Test
    void rejectsACardWorkedOverHttp() {
        Card http = card.withHttpSession(HttpSessionState.INITIAL);
        rejects(inserted(http, request, true, false), RejectionReason.WORKED_BY_HTTP);
    }

    @Test
    void rejectsACardOfAnotherStation() {
        rejects(inserted(card, atStation("south"), true, false), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void rejectsACardWhoseTemplateIsUnusable() {
        rejects(inserted(card, request, false, false), RejectionReason.TEMPLATE_UNUSABLE);
    }

    @Test
    void rejectsACardWithoutAnOpenRequest() {
        rejects(inserted(null, null, false, false), RejectionReason.NO_OPEN_REQUEST);
        rejects(inserted(null, null, false, true), RejectionReason.NOT_IN_STOCK);
    }

    @Test
    void rejectsAGatewayThatNamesAnotherCard() {
        var event = EventFixture.keyRequested(card);
        var template = GidsCardFixture.TEMPLATE;
        rejects(
                EventFixture.context(event, card, request, template, GatewayReference.UNKNOWN),
                RejectionReason.UNKNOWN);
        rejects(
                EventFixture.context(event, card, request, template, GatewayReference.MISMATCH),
                RejectionReason.OTHER_CARD);
        rejects(EventFixture.context(event, null, null, null, GatewayReference.MATCH), RejectionReason.NOT_EXECUTING);
    }

    @Test
    void ignoresAChallengeFailureAtAnotherStation() {
        EventContext elsewhere = EventFixture.context(
                EventFixture.challengeFailed(new CardResponse.Blocked()),
                card,
                atStation("south"),
                GidsCardFixture.TEMPLATE,
                GatewayReference.UNKNOWN);
        assertThat(new EventDecider(Set.of()).decide(elsewhere, drawn)).isEmpty();
    }

    @Test
    void bindsAnUnboundCardUnderTheDrawnRowId() {
        IssuanceRequest approved = new IssuanceRequest(
                request.id(),
                request.batch(),
                "p",
                request.template(),
                null,
                null,
                RequestStatus.APPROVED,
                null,
                null,
                0,
                null);
        Decision decision = new EventDecider(Set.of())
                .decide(inserted(null, approved, true, false), drawn)
                .orElseThrow();
        assertThat(decision.card().id()).isEqualTo(drawn.cardRowId());
        assertThat(decision.request().card()).isEqualTo(drawn.cardRowId());
    }
}

package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cardroom.agent.slot.AgentFixture;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards that draw no challenge: their requests must not wait for them for ever. */
class ChallengeFailureReportTest {
    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new IssuanceScript());

    private CardEvent.CardChallengeFailed told() {
        assertThat(processors.events(CardEvent.CardChallengeFailed.class)).hasSize(1);
        return processors.events(CardEvent.CardChallengeFailed.class).get(0);
    }

    @Test
    void tellsTheProcessorsOfALockedCard() {
        VirtualCard card = VirtualCardBuilder.gids()
                .adminKey("5A".repeat(24))
                .adminTries(1)
                .build();
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors)) {
            fixture.serve(card);
            AgentFixture.assertBad(fixture.serve(card), "the card is blocked");
        }
        assertThat(told().response()).isEqualTo(new CardResponse.Blocked());
        assertThat(told().card()).hasToString(card.id());
        assertThat(told().journal().writes()).isNotEmpty();
    }

    @Test
    void tellsTheProcessorsOfACardThatLostItsKey() {
        VirtualCard card =
                VirtualCardBuilder.piv().algorithm(3).tearingKeyWrite().build();
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors)) {
            card.tearDuring(8);
            fixture.serve(card);
            AgentFixture.assertBad(fixture.serve(card), "unexpected response from the card (6F00)");
        }
        assertThat(told().response()).isEqualTo(new CardResponse.Unexpected("6F00"));
    }

    @Test
    void tellsNothingOfACardThatLeftBeforeItsChallenge() {
        VirtualCard card = VirtualCardBuilder.gids().build();
        card.tearAfter(4);
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors)) {
            AgentFixture.assertBad(fixture.serve(card), "the card was removed too early");
        }
        assertThat(processors.events(CardEvent.CardChallengeFailed.class)).isEmpty();
    }
}

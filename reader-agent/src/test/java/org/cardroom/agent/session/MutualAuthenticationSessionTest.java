package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.slot.AgentFixture;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.client.ScriptedReply;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card with a confirmed key but no PIN: it receives the PIN after it has proved the key. */
class MutualAuthenticationSessionTest {
    private static final String KEY = "1023456789ABCDEF".repeat(3);

    @TempDir
    private Path folder;

    private UnaryOperator<AdminKey> expected = key -> key;
    private final ScriptedProcessors processors = new ScriptedProcessors(this::plan);

    private Optional<ScriptedReply> plan(CardEvent event) {
        if (event instanceof CardEvent.CardInserted e) {
            return Optional.of(ScriptedReply.of(
                    e.session(),
                    e.card(),
                    e.challenge(),
                    InstructionType.REQUEST_MUTUAL_AUTH,
                    new Instruction.RequestMutualAuth()));
        }
        return event instanceof CardEvent.StepReported e && e.hostChallenge() != null
                ? Optional.of(
                        ScriptedReply.of(e.session(), e.card(), e.challenge(), InstructionType.SET_PIN, setPin(e)))
                : Optional.empty();
    }

    private Instruction setPin(CardEvent.StepReported event) {
        AdminKey ours = IssuanceScript.replacement(KeyAlgorithm.TDES);
        AdminKey cards = expected.apply(ours);
        Challenge drawn = event.challenge();
        Challenge hosts = event.hostChallenge();
        boolean gids = hosts.length() == 16;
        return new Instruction.SetPin(
                gids ? ours.respondGidsMutual(drawn, hosts) : ours.respondPivMutual(drawn),
                gids ? cards.expectedGidsProof(drawn, hosts) : cards.expectedPivProof(hosts),
                IssuanceScript.pin(IssuanceScript.PIN),
                gids ? List.of() : List.of(IssuanceScript.pin("12345678")),
                gids ? null : IssuanceScript.pin(IssuanceScript.PUK));
    }

    private SlotObserver.SlotStatus serve(VirtualCard card) {
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors)) {
            return fixture.serve(card);
        }
    }

    private CardEvent.StepReported last() {
        List<CardEvent.StepReported> reports = processors.events(CardEvent.StepReported.class);
        return reports.get(reports.size() - 1);
    }

    @Test
    void setsThePinOfAGidsCardThatProvesItsKey() {
        VirtualCard card = VirtualCardBuilder.gids().adminKey(KEY).build();
        AgentFixture.assertGood(serve(card));
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void setsThePinOfAPivCardThatProvesItsKey() {
        VirtualCard card = VirtualCardBuilder.piv().adminKey(KEY).build();
        AgentFixture.assertGood(serve(card));
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void notesNothingButTheAnswerAndTheWrites() {
        serve(VirtualCardBuilder.gids().adminKey(KEY).build());
        assertThat(last().journal().writes())
                .extracting("stage")
                .containsExactly(InstructionProgress.ANSWER, InstructionProgress.PIN);
    }

    @Test
    void sendsNoPinToACardThatAcceptsAndShowsAWrongProof() {
        expected = key -> IssuanceScript.initial(CardKind.GIDS, KeyAlgorithm.TDES);
        VirtualCard card = VirtualCardBuilder.gids().adminKey(KEY).build();
        AgentFixture.assertBad(serve(card), "the card did not prove its key (a wrong proof)");
        assertThat(card.pinWrites()).isZero();
        assertThat(last().stage()).isEqualTo(InstructionProgress.ANSWER);
        assertThat(last().response()).isEqualTo(new CardResponse.ProofFailed("a wrong proof"));
        assertThat(last().journal().writes()).extracting("stage").containsExactly(InstructionProgress.ANSWER);
    }

    @Test
    void tellsOfACardThatIsTornOutWhileItIsAsked() {
        VirtualCard card = VirtualCardBuilder.gids().adminKey(KEY).build();
        card.tearAfter(6);
        AgentFixture.assertBad(serve(card), "the card was removed too early");
        assertThat(last().stage()).isEqualTo(InstructionProgress.NOT_STARTED);
        assertThat(last().response()).isEqualTo(new CardResponse.Removed());
        assertThat(last().journal().writes()).isEmpty();
    }
}

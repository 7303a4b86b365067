package org.cardroom.ingest.gateway.asking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.link.Link;
import org.cardroom.events.link.Plan;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.About;
import org.cardroom.events.message.GatewayEvent.RequestEnded.How;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Step;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkedProcessorsTest {
    private static final Challenge CHALLENGE = Challenge.ofBase64("1hFD+cz/0so=");

    private final About about = new About("ada", "lost", Ids.next(), Ids.next(), new CardId("0".repeat(32)));
    private Optional<Rejection> rejection = Optional.empty();
    private final org.cardroom.events.link.Processors far = new org.cardroom.events.link.Processors(
            event -> event instanceof GatewayEvent asked ? Optional.of(plan(asked)) : Optional.empty());
    private final Link link = far.link(Duration.ofMillis(500));
    private final Processors near = new LinkedProcessors(link);

    @AfterEach
    void close() {
        link.close();
    }

    private static AdminKey zeros() {
        return AdminKey.of(KeyAlgorithm.TDES, new byte[24]);
    }

    private Plan plan(GatewayEvent asked) {
        Instruction told = rejection.<Instruction>map(Instruction.Reject::new).orElseGet(() -> given(asked));
        return Plan.of(asked.session(), asked.about().card(), asked.bond(), Step.GIVE_KEY, told);
    }

    private static Instruction given(CardEvent asked) {
        if (asked instanceof GatewayEvent.KeyAsked) {
            return new Instruction.GiveKey(zeros());
        }
        if (asked instanceof GatewayEvent.AnswerAsked answer) {
            return new Instruction.GiveAnswer(zeros().answer(answer.challenge()));
        }
        return asked instanceof GatewayEvent.PinAsked ? new Instruction.GivePin(pin()) : new Instruction.Ended();
    }

    private static Pin pin() {
        return Pin.of("271828".getBytes(StandardCharsets.US_ASCII));
    }

    private static <T> T given(Reply<T> reply) {
        return ((Reply.Given<T>) reply).value();
    }

    @Test
    void isGivenTheKey() {
        assertThat(given(near.key(about)).kcv()).isEqualTo(zeros().kcv());
    }

    @Test
    void isGivenTheAnswerToJustThisChallenge() {
        assertThat(given(near.answer(about, CHALLENGE, true)).base64()).isEqualTo("F0Zudm4wPLY=");
        assertThat(far.events(GatewayEvent.AnswerAsked.class))
                .singleElement()
                .extracting(GatewayEvent::about, GatewayEvent::bond)
                .containsExactly(about, CHALLENGE);
    }

    @Test
    void isGivenThePin() {
        assertThat(given(near.pin(about, Optional.of(CHALLENGE))).sameAs(pin())).isTrue();
        assertThat(far.events(GatewayEvent.PinAsked.class))
                .singleElement()
                .extracting(GatewayEvent.PinAsked::challenge)
                .isEqualTo(CHALLENGE);
    }

    @Test
    void isToldThatTheRequestEnded() {
        assertThat(given(near.end(about, How.ABANDONED))).isEqualTo(How.ABANDONED);
        assertThat(far.events(GatewayEvent.RequestEnded.class))
                .singleElement()
                .extracting(GatewayEvent.RequestEnded::how)
                .isEqualTo(How.ABANDONED);
    }

    @Test
    void isToldWhyItIsGivenNothing() {
        rejection = Optional.of(Rejection.OTHER_CARD);
        assertThat(near.key(about)).isEqualTo(new Reply.Withheld<AdminKey>(Rejection.OTHER_CARD));
    }

    @Test
    void drawsAnotherNonceForEachQuestion() {
        near.key(about);
        near.key(about);
        assertThat(far.events(GatewayEvent.KeyAsked.class))
                .extracting(GatewayEvent.KeyAsked::nonce)
                .doesNotHaveDuplicates();
    }

    @Test
    void withdrawsWhatItDoesNotWaitForAnyLonger() {
        far.hold();
        assertThat(near.key(about)).isInstanceOf(Reply.Unanswered.class);
        UUID session = far.events(GatewayEvent.KeyAsked.class).iterator().next().session();
        assertThat(far.events(CardEvent.CardRemoved.class))
                .singleElement()
                .extracting(CardEvent.CardRemoved::session, CardEvent.CardRemoved::card)
                .containsExactly(session, about.card());
        far.release();
        assertThat(given(near.key(about)).kcv()).isEqualTo(zeros().kcv());
    }

    @Test
    void isUnansweredWhereTheBrokerIsAway() {
        far.down(true);
        assertThat(near.key(about)).isInstanceOf(Reply.Unanswered.class);
    }
}

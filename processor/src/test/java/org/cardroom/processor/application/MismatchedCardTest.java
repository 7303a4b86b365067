package org.cardroom.processor.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardLimitation;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cards that tell of themselves that they cannot be served: no person's request is lost to one. */
class MismatchedCardTest {
    private static final CardId BAD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final CardId GOOD = new CardId("F".repeat(32));
    private static final String CHALLENGE = "0011223344556677";

    private final ProcessorFixture processor = new ProcessorFixture();

    @AfterEach
    void close() {
        processor.close();
    }

    private Instruction told(CardId card, CardLimitation... shortcomings) {
        SealedInstruction told =
                processor.processAndGetInstruction(processor.agent.insert(card, CHALLENGE, shortcomings));
        return processor.agent.open(told);
    }

    private void refuses(CardId card, CardLimitation limitation) {
        List<String> before = processor.rows("card", "card_history", "request");
        assertThat(told(card, limitation)).isEqualTo(new Instruction.Reject(limitation.toRejectionReason()));
        assertThat(processor.rows("card", "card_history", "request")).isEqualTo(before);
    }

    private ProfileTemplate keepingItsKey() {
        ProfileTemplate piv = processor.piv("kept");
        return new ProfileTemplate(
                piv.name(),
                piv.kind(),
                piv.algorithm(),
                piv.initialKey(),
                false,
                piv.userPinOption(),
                null,
                piv.initialPuk(),
                null,
                null);
    }

    @ParameterizedTest
    @EnumSource
    void leaveTheRequestToTheNextCard(CardLimitation limitation) {
        UUID request = processor.request(processor.piv("p"));
        refuses(BAD, limitation);
        assertThat(told(GOOD)).isInstanceOf(Instruction.PutKey.class);
        assertThat(processor.card(GOOD).request()).isEqualTo(request);
    }

    @ParameterizedTest
    @EnumSource
    void leaveTheRequestThatNamesThem(CardLimitation limitation) {
        UUID request = processor.request(processor.piv("p"), BAD, null, 0);
        refuses(BAD, limitation);
        assertThat(processor.request(request).status()).isEqualTo(RequestStatus.APPROVED);
        assertThat(told(BAD)).isInstanceOf(Instruction.PutKey.class);
    }

    @Test
    void leaveTheRequestToTheNextCardOfTheSamePoll() {
        UUID request = processor.request(processor.piv("p"));
        processor.process(
                processor.agent,
                processor.agent.insert(BAD, CHALLENGE, CardLimitation.KEY_FIXED),
                processor.agent.insert(GOOD, CHALLENGE));
        assertThat(processor.card(GOOD).request()).isEqualTo(request);
        assertThat(processor.rows("card")).hasSize(1);
    }

    @Test
    void areServedWithTheKeyThatTheTemplateKeeps() {
        processor.request(keepingItsKey());
        assertThat(told(BAD, CardLimitation.KEY_FIXED)).isInstanceOf(Instruction.SetPin.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KEY_FIXED")
    void areRefusedForTheirCountersWhereTheKeyIsKept(CardLimitation limitation) {
        processor.request(keepingItsKey());
        refuses(BAD, limitation);
    }

    @ParameterizedTest
    @EnumSource
    void keepTheRequestThatTheyHaveAlready(CardLimitation limitation) {
        UUID request = processor.request(processor.piv("p"));
        told(BAD);
        assertThat(told(BAD, limitation)).isNotInstanceOf(Instruction.Reject.class);
        assertThat(processor.card(BAD).request()).isEqualTo(request);
    }
}

package org.cardroom.demo.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.demo.issuance.IssuanceFixture.CardType;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.RawCardClient;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards in a stack that cannot be served, with a real processor at the other end: the next one gets the request. */
class UnsuitableCardTest {
    private static final String WRONG_PIN = "00200080083030303030303030";
    private static final String WRONG_PUK = "002400811030303030303030303132333435363738";

    @TempDir
    static Path folder;

    private static IssuanceFixture fixture;
    private static OperatorFixture operator;

    @BeforeAll
    static void open() {
        fixture = new IssuanceFixture(folder);
        operator = new OperatorFixture(fixture.enrolAgent("agent"), 1);
    }

    @AfterAll
    static void close() {
        operator.close();
        fixture.close();
    }

    private static VirtualCard tried(String command) {
        VirtualCard card = VirtualCardBuilder.piv().build();
        RawCardClient client = new RawCardClient(card);
        client.send(RawCardClient.SELECT_PIV);
        client.send(command);
        return card;
    }

    private static void leavesTheRequestToTheNext(VirtualCard bad, RejectionReason reason) throws InterruptedException {
        UUID request = fixture.createRequest(CardType.PIV_3DES, null);
        SlotObserver.SlotStatus finalStatus = operator.serve(bad);
        assertThat(finalStatus.state()).isEqualTo(SlotState.REMOVE_FAILED);
        assertThat(finalStatus.reason()).isEqualTo(reason.description());
        assertThat(bad.wrongAnswers() + bad.keyWrites() + bad.pinWrites()).isZero();
        assertThat(fixture.request(request).status()).isEqualTo(RequestStatus.APPROVED);

        VirtualCard good = VirtualCardBuilder.piv().build();
        fixture.assertIssued(good, operator.serve(good), 0);
        assertThat(fixture.row(good).request()).isEqualTo(request);
    }

    @Test
    void oneWhoseKeyCannotBeReplaced() throws InterruptedException {
        leavesTheRequestToTheNext(VirtualCardBuilder.piv().withoutExtensions().build(), RejectionReason.KEY_FIXED);
    }

    @Test
    void oneWhosePinSomebodyTried() throws InterruptedException {
        leavesTheRequestToTheNext(tried(WRONG_PIN), RejectionReason.PIN_COUNTER_NOT_FULL);
    }

    @Test
    void oneWhosePukSomebodyTried() throws InterruptedException {
        leavesTheRequestToTheNext(tried(WRONG_PUK), RejectionReason.PUK_COUNTER_NOT_FULL);
    }
}

package org.cardroom.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApduPhaseTrackerTest {
    private static final String SELECT_GIDS = "00A4040009A0000003974254465900";
    private static final String ASK_GIDS = "00870000047C02810000";
    private static final String ANSWER_GIDS = "008700000C7C0A82081951EC3EF81BBABB";
    private static final String PUT_GIDS = "00DB3FFF2670248401" + "80A51F8718" + "10".repeat(24) + "88037797E5";

    private final ApduPhaseTracker tracker = new ApduPhaseTracker();
    private final List<ExchangePhase> seen = new ArrayList<>(List.of(tracker.phase()));
    private boolean sound = true;

    private void gets(String... commands) {
        for (String command : commands) {
            byte[] apdu = HexFormat.of().parseHex(command);
            sound &= tracker.beforeCommand(apdu);
            see();
            tracker.afterResponse(apdu);
            see();
        }
    }

    private void see() {
        if (tracker.phase() != seen.get(seen.size() - 1)) {
            seen.add(tracker.phase());
        }
    }

    @Test
    void goesThroughAllMomentsOfAGidsCard() {
        gets(SELECT_GIDS, "0022C1A403830180", ASK_GIDS, ANSWER_GIDS, PUT_GIDS, ASK_GIDS, ANSWER_GIDS);
        gets("002C028006313233343536", "00CB3FFF045C027F7100");
        assertThat(seen).containsExactly(ExchangePhase.values());
        assertThat(sound).isTrue();
    }

    @Test
    void goesThroughAllMomentsOfAPivCard() {
        String ask = "00870A9B047C02810000";
        String answer = "00870A9B147C128210" + "00".repeat(16);
        gets("00A4040005A00000030800", "00200080", ask, answer, "00FFFFFF1B0A9B18" + "10".repeat(24), ask, answer);
        gets("002C008010" + "31".repeat(16), "0024008110" + "32".repeat(16), "00200080");
        assertThat(seen).containsExactly(ExchangePhase.values());
        assertThat(sound).isTrue();
    }

    @Test
    void beginsAnewWhenTheCardIsSelectedAgain() {
        gets(SELECT_GIDS, ASK_GIDS, ANSWER_GIDS, PUT_GIDS, ASK_GIDS, SELECT_GIDS, ASK_GIDS);
        assertThat(tracker.phase()).isEqualTo(ExchangePhase.WAITING_FOR_KEY);
    }

    @Test
    void noticesASecondAnswerToOneChallenge() {
        gets(SELECT_GIDS, ASK_GIDS, ANSWER_GIDS);
        assertThat(sound).isTrue();
        gets(ANSWER_GIDS);
        assertThat(sound).isFalse();
    }

    @Test
    void takesAProofForAnAnswerAndAWitnessForNone() {
        gets("00870A9B047C02800000", "00870A9B267C2480" + "10" + "00".repeat(16) + "8110" + "00".repeat(16));
        assertThat(sound).isTrue();
        assertThat(seen).endsWith(ExchangePhase.WAITING_FOR_KEY, ExchangePhase.PUTTING_KEY);
    }
}

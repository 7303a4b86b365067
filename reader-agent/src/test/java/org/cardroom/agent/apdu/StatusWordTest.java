package org.cardroom.agent.apdu;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.events.message.CardResponse;
import org.junit.jupiter.api.Test;

class StatusWordTest {
    private static CardResponse said(int word) {
        return new StatusWord(word).toCardResponse();
    }

    @Test
    void readsTheTriesThatAreLeft() {
        assertThat(said(0x63C2)).isEqualTo(new CardResponse.Refused(2));
        assertThat(said(0x63CF)).isEqualTo(new CardResponse.Refused(15));
    }

    @Test
    void takesACardWithoutTriesForBlocked() {
        assertThat(said(0x63C0)).isEqualTo(new CardResponse.Blocked());
        assertThat(said(0x6983)).isEqualTo(new CardResponse.Blocked());
    }

    @Test
    void repeatsWhatItDoesNotUnderstand() {
        assertThat(said(0x6F00)).isEqualTo(new CardResponse.Unexpected("6F00"));
        assertThat(StatusWord.MISSING.toCardResponse()).isEqualTo(new CardResponse.Unexpected("no status word"));
    }

    @Test
    void takesARefusedAnswerForThatOnlyInAnAuthentication() {
        assertThat(new StatusWord(0x6982).toAuthenticationResponse()).isEqualTo(new CardResponse.Refused(null));
        assertThat(new StatusWord(0x6A80).toAuthenticationResponse()).isEqualTo(new CardResponse.Refused(null));
        assertThat(said(0x6982)).isEqualTo(new CardResponse.Unexpected("6982"));
    }

    @Test
    void tellsADeadAnswerFromARefusedOne() {
        assertThat(new StatusWord(0x6985).toAuthenticationResponse()).isEqualTo(new CardResponse.Unexpected("6985"));
        assertThat(new StatusWord(0x6F00).toAuthenticationResponse()).isEqualTo(new CardResponse.Unexpected("6F00"));
    }
}

package org.cardroom.agent.card;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.events.message.Said;
import org.junit.jupiter.api.Test;

class StatusWordTest {
    private static Said said(int word) {
        return new StatusWord(word).said();
    }

    @Test
    void readsTheTriesThatAreLeft() {
        assertThat(said(0x63C2)).isEqualTo(new Said.Refused(2));
        assertThat(said(0x63CF)).isEqualTo(new Said.Refused(15));
    }

    @Test
    void takesACardWithoutTriesForBlocked() {
        assertThat(said(0x63C0)).isEqualTo(new Said.Blocked());
        assertThat(said(0x6983)).isEqualTo(new Said.Blocked());
    }

    @Test
    void repeatsWhatItDoesNotUnderstand() {
        assertThat(said(0x6F00)).isEqualTo(new Said.NotUnderstood("6F00"));
        assertThat(StatusWord.MISSING.said()).isEqualTo(new Said.NotUnderstood("no status word"));
    }

    @Test
    void takesARefusedAnswerForThatOnlyInAnAuthentication() {
        assertThat(new StatusWord(0x6982).saidToAnswer()).isEqualTo(new Said.Refused(null));
        assertThat(new StatusWord(0x6A80).saidToAnswer()).isEqualTo(new Said.Refused(null));
        assertThat(said(0x6982)).isEqualTo(new Said.NotUnderstood("6982"));
    }

    @Test
    void tellsADeadAnswerFromARefusedOne() {
        assertThat(new StatusWord(0x6985).saidToAnswer()).isEqualTo(new Said.NotUnderstood("6985"));
        assertThat(new StatusWord(0x6F00).saidToAnswer()).isEqualTo(new Said.NotUnderstood("6F00"));
    }
}

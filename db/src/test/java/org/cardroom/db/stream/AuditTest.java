package org.cardroom.db.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.cardroom.db.Room;
import org.cardroom.events.message.AuditHead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {
    private final Room room = new Room();
    private final Audit audit = audit("processor-1");

    @AfterEach
    void close() {
        room.close();
    }

    private Audit audit(String writer) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        return new Audit(room.store, writer, clock);
    }

    private AuditHead append(Audit chain, String... facts) {
        return room.store
                .inTransaction()
                .execute(status -> chain.append(List.of(facts).stream()
                        .map(what -> new Audit.Fact("card 1", what))
                        .toList()));
    }

    private void change(String sql) {
        assertThat(room.jdbc.sql(sql).update()).isPositive();
    }

    @Test
    void beginsEmptyAndWhole() {
        assertThat(audit.head())
                .isEqualTo(new AuditHead("processor-1", 0, "00".repeat(32), new Heads(room.store).room()));
        assertThat(audit.firstBroken()).isEmpty();
    }

    @Test
    void growsByEachFact() {
        AuditHead first = append(audit, "bound");
        AuditHead head = append(audit, "key proposed", "issued");
        assertThat(head.number()).isEqualTo(3);
        assertThat(head.hash()).isNotEqualTo(first.hash());
        assertThat(audit.head()).isEqualTo(head);
        assertThat(audit.firstBroken()).isEmpty();
    }

    @Test
    void staysAsItIsWithoutAFact() {
        AuditHead head = append(audit, "bound");
        assertThat(append(audit)).isEqualTo(head);
    }

    @Test
    void keepsOneChainAWriter() {
        AuditHead head = append(audit, "bound");
        assertThat(append(audit("processor-2"), "bound").hash()).isNotEqualTo(head.hash());
        assertThat(audit.head()).isEqualTo(head);
    }

    @Test
    void knowsWhereItOnceStood() {
        AuditHead published = append(audit, "bound");
        append(audit, "issued");
        assertThat(audit.holds(published)).isTrue();
        assertThat(audit.holds(new AuditHead("processor-1", 1, "00".repeat(32), null)))
                .isFalse();
        assertThat(audit("processor-2").holds(published)).isTrue();
        assertThat(audit.holds(new AuditHead("processor-2", 1, published.hash(), null)))
                .isFalse();
    }

    @Test
    void showsAChangedFact() {
        append(audit, "bound", "key proposed", "issued");
        change("UPDATE audit SET what = 'set aside' WHERE number = 2");
        assertThat(audit.firstBroken()).contains(2L);
    }

    @Test
    void showsAChangedTime() {
        append(audit, "bound", "issued");
        change("UPDATE audit SET at = '2025-01-02T03:04:05Z' WHERE number = 1");
        assertThat(audit.firstBroken()).contains(1L);
    }

    @Test
    void showsAFactThatMovedBetweenTwoFields() {
        append(audit, "bound");
        change("UPDATE audit SET subject = 'card 1bound', what = ''");
        assertThat(audit.firstBroken()).contains(1L);
    }

    @Test
    void showsAFactThatWasTakenOut() {
        append(audit, "bound", "key proposed", "issued");
        change("DELETE FROM audit WHERE number = 2");
        assertThat(audit.firstBroken()).contains(2L);
    }

    @Test
    void showsAFactThatWasTakenOutWithItsPlaceFilled() {
        append(audit, "bound", "key proposed", "issued");
        change("DELETE FROM audit WHERE number = 2");
        change("UPDATE audit SET number = 2 WHERE number = 3");
        assertThat(audit.firstBroken()).contains(2L);
    }

    @Test
    void showsATailThatWasCut() {
        append(audit, "bound", "key proposed", "issued");
        change("DELETE FROM audit WHERE number >= 2");
        assertThat(audit.firstBroken()).contains(2L);
    }

    @Test
    void showsByItsPublishedHeadThatTheHeadWasCutToo() {
        AuditHead kept = append(audit, "bound");
        AuditHead published = append(audit, "issued");
        change("DELETE FROM audit WHERE number = 2");
        room.jdbc
                .sql("UPDATE audit_head SET number = 1, hash = ?")
                .param(kept.hash())
                .update();
        assertThat(audit.firstBroken()).isEmpty();
        assertThat(audit.head()).isNotEqualTo(published);
    }

    /** Puts the chain back to where it was after its first entry. */
    private void putBack(AuditHead to) {
        change("DELETE FROM audit WHERE number > " + to.number());
        room.jdbc
                .sql("UPDATE audit_head SET number = ?, hash = ?")
                .params(to.number(), to.hash())
                .update();
    }

    private Audit resumed() {
        AuditHead backup = append(audit, "bound");
        AuditHead published = append(audit, "key proposed", "issued");
        putBack(backup);
        Audit restored = audit("processor-1");
        room.store.inTransaction().executeWithoutResult(status -> restored.resume(published));
        append(restored, "bound again");
        return restored;
    }

    @Test
    void goesOnFromThePublishedHeadAndSaysWhatIsLost() {
        Audit restored = resumed();
        assertThat(restored.head().number()).isEqualTo(5);
        assertThat(restored.firstBroken()).isEmpty();
        assertThat(restored.gaps()).singleElement().asString().startsWith("entries 2 to 3 are lost after ");
    }

    @Test
    void showsAGapThatIsWiderThanItSays() {
        Audit restored = resumed();
        change("DELETE FROM audit WHERE number = 1");
        assertThat(restored.firstBroken()).contains(1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what = replace(what, '2 to 3', '3 to 3')",
                "what = replace(what, 'lost after', 'gone after')",
                "subject = 'card 1'",
                "number = 5"
            })
    void showsAGapThatWasAltered(String how) {
        Audit restored = resumed();
        change("DELETE FROM audit WHERE number = 5");
        change("UPDATE audit SET " + how + " WHERE number = 4");
        assertThat(restored.firstBroken()).contains(2L);
    }

    @Test
    void showsAGapThatGoesOnFromAnotherHead() {
        Audit restored = resumed();
        change("UPDATE audit SET what = left(what, -64) || repeat('0', 64) WHERE number = 4");
        assertThat(restored.firstBroken()).contains(2L);
    }

    @Test
    void losesNothingWhereNothingIsMissing() {
        AuditHead head = append(audit, "bound");
        assertThatThrownBy(() -> room.store.inTransaction().executeWithoutResult(status -> audit.resume(head)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void appendsNothingToADatabaseThatWasPutInItsPlace() {
        AuditHead backup = append(audit, "bound");
        append(audit, "issued");
        putBack(backup);
        assertThatThrownBy(() -> append(audit, "bound"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stands at entry 1, and it was left at 2");
    }

    @Test
    void appendsNothingWhereItWasPutBackBeforeTheFirstEntry() {
        AuditHead backup = append(audit, "bound");
        append(audit, "issued");
        Audit again = audit("processor-1");
        again.goOn();
        putBack(backup);
        assertThatThrownBy(() -> append(again, "bound")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void goesOnAfterATransactionThatWasRolledBack() {
        append(audit, "bound");
        room.store.inTransaction().executeWithoutResult(status -> {
            audit.append(List.of(new Audit.Fact("card 1", "not committed")));
            status.setRollbackOnly();
        });
        assertThat(append(audit, "issued").number()).isEqualTo(2);
    }
}

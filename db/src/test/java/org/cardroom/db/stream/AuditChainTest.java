package org.cardroom.db.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.events.outcome.AuditChainHead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditChainTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final AuditChain auditChain = audit("processor-1");

    @AfterEach
    void close() {
        db.close();
    }

    private AuditChain audit(String writer) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        return new AuditChain(db.database, writer, clock);
    }

    private AuditChainHead append(AuditChain chain, String... facts) {
        return db.database
                .inTransaction()
                .execute(status -> chain.append(List.of(facts).stream()
                        .map(what -> new AuditChain.AuditFact("card 1", what))
                        .toList()));
    }

    private void change(String sql) {
        assertThat(db.jdbc.sql(sql).update()).isPositive();
    }

    @Test
    void beginsEmptyAndWhole() {
        assertThat(auditChain.head())
                .isEqualTo(new AuditChainHead(
                        "processor-1", 0, "00".repeat(32), new AuditHeadRepository(db.database).installationId()));
        assertThat(auditChain.findFirstBroken()).isEmpty();
    }

    @Test
    void growsByEachFact() {
        AuditChainHead first = append(auditChain, "bound");
        AuditChainHead head = append(auditChain, "key proposed", "issued");
        assertThat(head.number()).isEqualTo(3);
        assertThat(head.hash()).isNotEqualTo(first.hash());
        assertThat(auditChain.head()).isEqualTo(head);
        assertThat(auditChain.findFirstBroken()).isEmpty();
    }

    @Test
    void staysAsItIsWithoutAFact() {
        AuditChainHead head = append(auditChain, "bound");
        assertThat(append(auditChain)).isEqualTo(head);
    }

    @Test
    void keepsOneChainAWriter() {
        AuditChainHead head = append(auditChain, "bound");
        assertThat(append(audit("processor-2"), "bound").hash()).isNotEqualTo(head.hash());
        assertThat(auditChain.head()).isEqualTo(head);
    }

    @Test
    void knowsWhereItOnceStood() {
        AuditChainHead published = append(auditChain, "bound");
        append(auditChain, "issued");
        assertThat(auditChain.containsHead(published)).isTrue();
        assertThat(auditChain.containsHead(new AuditChainHead("processor-1", 1, "00".repeat(32), null)))
                .isFalse();
        assertThat(audit("processor-2").containsHead(published)).isTrue();
        assertThat(auditChain.containsHead(new AuditChainHead("processor-2", 1, published.hash(), null)))
                .isFalse();
    }

    @Test
    void showsAChangedFact() {
        append(auditChain, "bound", "key proposed", "issued");
        change("UPDATE audit SET description = 'set aside' WHERE number = 2");
        assertThat(auditChain.findFirstBroken()).contains(2L);
    }

    @Test
    void showsAChangedTime() {
        append(auditChain, "bound", "issued");
        change("UPDATE audit SET at = '2025-01-02T03:04:05Z' WHERE number = 1");
        assertThat(auditChain.findFirstBroken()).contains(1L);
    }

    @Test
    void showsAFactThatMovedBetweenTwoFields() {
        append(auditChain, "bound");
        change("UPDATE audit SET subject = 'card 1bound', description = ''");
        assertThat(auditChain.findFirstBroken()).contains(1L);
    }

    @Test
    void showsAFactThatWasTakenOut() {
        append(auditChain, "bound", "key proposed", "issued");
        change("DELETE FROM audit WHERE number = 2");
        assertThat(auditChain.findFirstBroken()).contains(2L);
    }

    @Test
    void showsAFactThatWasTakenOutWithItsPlaceFilled() {
        append(auditChain, "bound", "key proposed", "issued");
        change("DELETE FROM audit WHERE number = 2");
        change("UPDATE audit SET number = 2 WHERE number = 3");
        assertThat(auditChain.findFirstBroken()).contains(2L);
    }

    @Test
    void showsATailThatWasCut() {
        append(auditChain, "bound", "key proposed", "issued");
        change("DELETE FROM audit WHERE number >= 2");
        assertThat(auditChain.findFirstBroken()).contains(2L);
    }

    @Test
    void showsByItsPublishedHeadThatTheHeadWasCutToo() {
        AuditChainHead kept = append(auditChain, "bound");
        AuditChainHead published = append(auditChain, "issued");
        change("DELETE FROM audit WHERE number = 2");
        db.jdbc
                .sql("UPDATE audit_head SET number = 1, hash = ?")
                .param(kept.hash())
                .update();
        assertThat(auditChain.findFirstBroken()).isEmpty();
        assertThat(auditChain.head()).isNotEqualTo(published);
    }

    /** Puts the chain back to where it was after its first entry. */
    private void putBack(AuditChainHead to) {
        change("DELETE FROM audit WHERE number > " + to.number());
        db.jdbc
                .sql("UPDATE audit_head SET number = ?, hash = ?")
                .params(to.number(), to.hash())
                .update();
    }

    private AuditChain resumed() {
        AuditChainHead backup = append(auditChain, "bound");
        AuditChainHead published = append(auditChain, "key proposed", "issued");
        putBack(backup);
        AuditChain restored = audit("processor-1");
        db.database.inTransaction().executeWithoutResult(status -> restored.resumeAfterGap(published));
        append(restored, "bound again");
        return restored;
    }

    @Test
    void goesOnFromThePublishedHeadAndSaysWhatIsLost() {
        AuditChain restored = resumed();
        assertThat(restored.head().number()).isEqualTo(5);
        assertThat(restored.findFirstBroken()).isEmpty();
        assertThat(restored.findGaps()).singleElement().asString().startsWith("entries 2 to 3 are lost after ");
    }

    @Test
    void showsAGapThatIsWiderThanItSays() {
        AuditChain restored = resumed();
        change("DELETE FROM audit WHERE number = 1");
        assertThat(restored.findFirstBroken()).contains(1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "description = replace(description, '2 to 3', '3 to 3')",
                "description = replace(description, 'lost after', 'gone after')",
                "subject = 'card 1'",
                "number = 5"
            })
    void showsAGapThatWasAltered(String how) {
        AuditChain restored = resumed();
        change("DELETE FROM audit WHERE number = 5");
        change("UPDATE audit SET " + how + " WHERE number = 4");
        assertThat(restored.findFirstBroken()).contains(2L);
    }

    @Test
    void showsAGapThatGoesOnFromAnotherHead() {
        AuditChain restored = resumed();
        change("UPDATE audit SET description = left(description, -64) || repeat('0', 64) WHERE number = 4");
        assertThat(restored.findFirstBroken()).contains(2L);
    }

    @Test
    void losesNothingWhereNothingIsMissing() {
        AuditChainHead head = append(auditChain, "bound");
        assertThatThrownBy(() ->
                        db.database.inTransaction().executeWithoutResult(status -> auditChain.resumeAfterGap(head)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void appendsNothingToADatabaseThatWasPutInItsPlace() {
        AuditChainHead backup = append(auditChain, "bound");
        append(auditChain, "issued");
        putBack(backup);
        assertThatThrownBy(() -> append(auditChain, "bound"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is at entry 1, not 2: the database was replaced; run ./cardroom restore");
    }

    @Test
    void appendsNothingWhereItWasPutBackBeforeTheFirstEntry() {
        AuditChainHead backup = append(auditChain, "bound");
        append(auditChain, "issued");
        AuditChain again = audit("processor-1");
        again.pinHead();
        putBack(backup);
        assertThatThrownBy(() -> append(again, "bound")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void goesOnAfterATransactionThatWasRolledBack() {
        append(auditChain, "bound");
        db.database.inTransaction().executeWithoutResult(status -> {
            auditChain.append(List.of(new AuditChain.AuditFact("card 1", "not committed")));
            status.setRollbackOnly();
        });
        assertThat(append(auditChain, "issued").number()).isEqualTo(2);
    }
}

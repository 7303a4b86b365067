package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementBatchTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final StatementBatch statements = new StatementBatch(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    private Supplier<List<Long>> number(String writer) {
        return statements.query("SELECT number FROM audit_head WHERE writer = ?", (row, n) -> row.getLong(1), writer);
    }

    @Test
    void runsAllInOrderAndTellsEachQuestionItsRows() {
        statements.update("INSERT INTO audit_head VALUES (?, ?, ?)", "a", 1L, "first");
        Supplier<List<Long>> before = number("a");
        statements.update("UPDATE audit_head SET number = number + ? WHERE writer = ?", 4L, "a");
        Supplier<List<Long>> after = number("a");
        Supplier<List<Long>> others = number("b");
        statements.execute();
        assertThat(before.get()).containsExactly(1L);
        assertThat(after.get()).containsExactly(5L);
        assertThat(others.get()).isEmpty();
    }

    @Test
    void answersNothingBeforeItWasRun() {
        Supplier<List<Long>> early = number("a");
        assertThatIllegalStateException().isThrownBy(early::get);
    }

    @Test
    void runsNothingWhereThereIsNothing() {
        assertThatCode(statements::execute).doesNotThrowAnyException();
    }

    @Test
    void answersOneQuestionAlone() {
        List<Integer> answer = StatementBatch.single(
                db.database, alone -> alone.query("SELECT 7 WHERE ?::text = 'a'", (row, n) -> row.getInt(1), "a"));
        assertThat(answer).containsExactly(7);
    }
}

package dev.peristyle.internal.join;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.JoinKind;
import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a join ends, nothing of it is left: memory is checked by each run itself when it closes. */
@Timeout(600)
class JoinEndingTest {

    private static ListedRows source(String prefix, int count) {
        Schema schema = Schema.builder()
                .add(prefix + "k", DataType.INT)
                .add(prefix + "text", DataType.STRING)
                .build();
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(new Object[] {row % 11 == 0 ? null : row % 40, "text of row " + row});
        }
        return new ListedRows(schema, rows, 16, 48);
    }

    private static Pipeline join(ListedRows left, ListedRows right, JoinKind kind) {
        return Pipeline.from(left)
                .join(
                        Pipeline.from(right),
                        kind,
                        on(col("l_k"), col("r_k")).where(col("l_text").ne(col("r_text"))));
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void whateverDoesNotFitInTheLimitNothingIsLeft(JoinKind kind) {
        ListedRows left = source("l_", 150);
        ListedRows right = source("r_", 90);
        AtomicReference<RunReport> report = new AtomicReference<>();
        Execution roomy = Execution.builder().threads(2).report(report::set).build();
        List<List<Object>> expected = NaiveJoin.rows(join(left, right, kind).using(roomy));
        int failures = 0;
        // each limit lets another allocation be the first one that fails
        for (long limit = 256; limit < 2 * report.get().peakMemory(); limit += 1 + limit / 37) {
            Execution tight = Execution.builder().threads(1).memoryLimit(limit).build();
            try {
                assertThat(NaiveJoin.rows(join(left, right, kind).using(tight))).isEqualTo(expected);
            } catch (MemoryLimitException none) {
                failures++;
            }
            assertThat(left.open() + right.open()).isZero();
        }
        assertThat(failures).isGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({"INNER, 1", "INNER, 2", "FULL, 1", "FULL, 3", "SEMI, 2"})
    void canBeCancelledAtAnyChunk(JoinKind kind, int threads) {
        for (int chunk = 0; chunk < 16; chunk++) {
            ListedRows left = source("l_", 150);
            ListedRows right = source("r_", 90);
            CancellationToken token = new CancellationToken();
            AtomicInteger left16 = new AtomicInteger(chunk);
            Runnable cancelLater = () -> {
                if (left16.getAndDecrement() == 0) {
                    token.cancel();
                }
            };
            left.atChunk = cancelLater;
            right.atChunk = cancelLater;
            Pipeline joined = join(left, right, kind)
                    .using(Execution.builder()
                            .threads(threads)
                            .cancellation(token)
                            .build());
            assertThatThrownBy(joined::count).isInstanceOf(CancelledException.class);
            assertThat(left.open() + right.open()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void canBeLeftAtAnyRow(JoinKind kind) {
        ListedRows left = source("l_", 150);
        ListedRows right = source("r_", 90);
        for (int threads = 1; threads < 3; threads++) {
            Pipeline joined = join(left, right, kind)
                    .using(Execution.builder().threads(threads).build());
            for (int rows = 0; rows < 400; rows += 1 + rows) {
                try (RowCursor cursor = joined.rows()) {
                    for (int row = 0; row < rows; row++) {
                        cursor.next();
                    }
                }
                assertThat(joined.limit(rows).count()).isLessThanOrEqualTo(rows);
                assertThat(left.open() + right.open()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAnInputThrowsComesOutAsItIs(boolean ofLeft) {
        ListedRows left = source("l_", 150);
        ListedRows right = source("r_", 90);
        (ofLeft ? left : right).atChunk = () -> {
            throw new IllegalStateException("a bad disk");
        };
        for (JoinKind kind : JoinKind.values()) {
            assertThatThrownBy(() -> join(left, right, kind).count())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a bad disk");
            assertThat(left.open() + right.open()).isZero();
        }
    }
}

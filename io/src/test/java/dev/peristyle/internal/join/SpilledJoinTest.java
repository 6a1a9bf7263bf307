package dev.peristyle.internal.join;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.JoinKind;
import dev.peristyle.Pipeline;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins at any limit: the same rows in the same order, spilled or not, with any number of threads. */
@Timeout(300)
class SpilledJoinTest {

    @TempDir
    private static Path directory;

    private static Schema schema(String prefix) {
        return Schema.builder()
                .add(prefix + "k", DataType.INT)
                .add(prefix + "text", DataType.STRING)
                .build();
    }

    private static List<Object[]> rows(Random random, int count, int variety, int length) {
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Object key = random.nextInt(9) == 0 ? null : random.nextInt(variety);
            rows.add(new Object[] {key, "text ".repeat(random.nextInt(length)) + row});
        }
        return rows;
    }

    private static Execution execution(long limit, int threads, AtomicReference<RunReport> report) {
        return Execution.builder()
                .memoryLimit(limit)
                .threads(threads)
                .temporaryDirectory(directory)
                .report(report::set)
                .build();
    }

    private static void assertNothingLeft() {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void anyLimitGivesTheSameRowsInTheSameOrder(JoinKind kind) {
        Random random = Seeds.fresh();
        ListedRows left = new ListedRows(schema("l_"), rows(random, 3000, 4000, 40), 50, 300);
        ListedRows right = new ListedRows(schema("r_"), rows(random, 8000, 4000, 400), 50, 300);
        Pipeline joined = Pipeline.from(left)
                .join(Pipeline.from(right), kind, on(col("l_k"), col("r_k")))
                .with("length", col("l_text").length());
        AtomicReference<RunReport> report = new AtomicReference<>();
        List<List<Object>> expected = NaiveJoin.rows(joined.using(execution(1L << 30, 1, report)));
        assertThat(report.get().spilledBytes()).isZero();
        for (long limit : new long[] {4 << 20, 7 << 20, 12 << 20}) {
            int threads = 1 + random.nextInt(3);
            assertThat(NaiveJoin.rows(joined.using(execution(limit, threads, report))))
                    .as("limit %s, %s threads", limit, threads)
                    .isEqualTo(expected);
            // of semi and anti only the keys are held
            boolean isLarge = kind != JoinKind.SEMI && kind != JoinKind.ANTI;
            assertThat(report.get().spilledBytes() > 0).isEqualTo(isLarge && limit < 10 << 20);
            assertThat(report.get().peakMemory()).isLessThanOrEqualTo(limit);
            assertThat(joined.groupBy("l_k")
                            .aggregate(dev.peristyle.Aggregates.count().as("n"))
                            .using(execution(limit, threads, report))
                            .count())
                    .isPositive();
            assertNothingLeft();
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void theLeftCanBeHeldAtAnyLimitToo(JoinKind kind) {
        Random random = Seeds.fresh();
        ListedRows left = new ListedRows(schema("l_"), rows(random, 3000, 2000, 300), 50, 300);
        ListedRows right = new ListedRows(schema("r_"), rows(random, 4000, 3000, 300), 50, 300);
        Pipeline inLeft = Pipeline.from(left);
        Pipeline inRight = Pipeline.from(right);
        AtomicReference<RunReport> report = new AtomicReference<>();
        List<List<Object>> expected = NaiveJoin.rows(
                inLeft.join(inRight, kind, on(col("l_k"), col("r_k")).buildRight())
                        .using(execution(1L << 30, 1, report)));
        Pipeline joined = inLeft.join(inRight, kind, on(col("l_k"), col("r_k")).buildLeft());
        for (long limit : new long[] {3 << 20, 8 << 20, 1 << 30}) {
            int threads = 1 + random.nextInt(3);
            assertThat(NaiveJoin.rows(joined.using(execution(limit, threads, report))))
                    .as("limit %s, %s threads", limit, threads)
                    .isEqualTo(expected);
            if (limit != 8 << 20) {
                assertThat(report.get().spilledBytes() > 0).isEqualTo(limit == 3 << 20);
            }
            assertNothingLeft();
        }
    }

    @Test
    void aLimitThatIsTooSmallFailsAndLeavesNothing() {
        Random random = Seeds.fresh();
        ListedRows left = new ListedRows(schema("l_"), rows(random, 500, 400, 40), 50, 300);
        ListedRows right = new ListedRows(schema("r_"), rows(random, 2000, 400, 400), 50, 300);
        Pipeline joined = Pipeline.from(left).join(Pipeline.from(right), JoinKind.FULL, on(col("l_k"), col("r_k")));
        AtomicReference<RunReport> report = new AtomicReference<>();
        List<List<Object>> expected = NaiveJoin.rows(joined.using(execution(1L << 30, 1, report)));
        for (long limit = 1000; limit < 6 << 20; limit += 1 + limit / 3) {
            try {
                assertThat(NaiveJoin.rows(joined.using(execution(limit, 2, report))))
                        .isEqualTo(expected);
            } catch (MemoryLimitException tooSmall) {
                assertThat(limit).isLessThan(4 << 20);
            }
            assertNothingLeft();
        }
    }

    private static ListedRows wide(String prefix, Random random, int count, int variety, int columns, int length) {
        Schema.Builder schema = Schema.builder().add(prefix + "k", DataType.INT);
        for (int column = 0; column < columns; column++) {
            schema.add(prefix + column, column % 2 == 0 ? DataType.STRING : DataType.LONG);
        }
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Object[] values = new Object[columns + 1];
            values[0] = random.nextInt(9) == 0 ? null : random.nextInt(variety);
            for (int column = 0; column < columns; column++) {
                Object number = (long) row;
                values[column + 1] = column % 2 == 0 ? "t".repeat(random.nextInt(length)) + row : number;
            }
            rows.add(values);
        }
        return new ListedRows(schema.build(), rows, 50, 300);
    }

    /** With one thread nothing depends on the moment, so what a limit is enough for is done with any larger one too. */
    @Test
    void aLimitAboveOneThatIsEnoughIsEnough() {
        Random random = Seeds.random(18);
        int columns = 1 + random.nextInt(12);
        int length = 1 + random.nextInt(300);
        int variety = 1 + random.nextInt(2000);
        ListedRows left = wide("l_", random, 300 + random.nextInt(500), variety, columns, 10);
        ListedRows right = wide("r_", random, 300 + random.nextInt(900), 2 * variety, columns, length);
        Pipeline joined = Pipeline.from(left).join(Pipeline.from(right), JoinKind.FULL, on(col("l_k"), col("r_k")));
        AtomicReference<RunReport> report = new AtomicReference<>();
        long enough = 0;
        List<Long> failed = new ArrayList<>();
        for (long limit = 330_000; limit < 550_000; limit += 6_001) {
            try {
                joined.using(execution(limit, 1, report)).forEach(row -> {});
                enough = enough == 0 ? limit : enough;
            } catch (MemoryLimitException tooSmall) {
                if (enough > 0) {
                    failed.add(limit);
                }
            }
        }
        assertThat(enough).isPositive();
        assertThat(failed).as("limits above %s", enough).isEmpty();
    }

    @Test
    void canBeCancelledWhileItSpills() {
        Random random = Seeds.fresh();
        ListedRows left = new ListedRows(schema("l_"), rows(random, 1000, 400, 40), 50, 300);
        ListedRows right = new ListedRows(schema("r_"), rows(random, 8000, 400, 400), 50, 300);
        for (int chunk = 0; chunk < 180; chunk += 16) {
            CancellationToken token = new CancellationToken();
            AtomicInteger chunksLeft = new AtomicInteger(chunk);
            Runnable cancelLater = () -> {
                if (chunksLeft.getAndDecrement() == 0) {
                    token.cancel();
                }
            };
            left.atChunk = cancelLater;
            right.atChunk = cancelLater;
            Execution execution = Execution.builder()
                    .memoryLimit(4 << 20)
                    .threads(2)
                    .temporaryDirectory(directory)
                    .cancellation(token)
                    .build();
            assertThatThrownBy(() -> Pipeline.from(left)
                            .join(Pipeline.from(right), JoinKind.LEFT, on(col("l_k"), col("r_k")))
                            .using(execution)
                            .count())
                    .isInstanceOf(CancelledException.class);
            assertNothingLeft();
            assertThat(left.open() + right.open()).isZero();
        }
    }
}

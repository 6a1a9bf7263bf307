package dev.peristyle.internal.join;

import static dev.peristyle.AsOf.asOf;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.AsOf;
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

/** As-of joins at any limit: the same rows in the same order, spilled or not, with any number of threads. */
@Timeout(300)
class SpilledAsOfJoinTest {

    private static final List<AsOf> DIRECTIONS = List.of(
            asOf("l_time", "r_time"),
            asOf("l_time", "r_time").after().strict(),
            asOf("l_time", "r_time").nearest().within(500));

    @TempDir
    private static Path directory;

    private static Schema schema(String prefix) {
        return Schema.builder()
                .add(prefix + "symbol", DataType.STRING)
                .add(prefix + "time", DataType.LONG)
                .add(prefix + "text", DataType.STRING)
                .build();
    }

    private static ListedRows rows(Random random, String prefix, int count) {
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Object symbol = random.nextInt(9) == 0 ? null : "symbol" + random.nextInt(20);
            Object time = random.nextInt(9) == 0 ? null : (long) random.nextInt(100_000);
            rows.add(new Object[] {symbol, time, "text ".repeat(random.nextInt(300)) + row});
        }
        return new ListedRows(schema(prefix), rows, 50, 300);
    }

    private static void assertNothingLeft() {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Execution.Builder execution(long limit, int threads) {
        return Execution.builder().memoryLimit(limit).threads(threads).temporaryDirectory(directory);
    }

    @Test
    void anyLimitGivesTheSameRowsInTheSameOrder() {
        Random random = Seeds.fresh();
        ListedRows left = rows(random, "l_", 4000);
        ListedRows right = rows(random, "r_", 6000);
        for (AsOf asOf : DIRECTIONS) {
            JoinKind kind = random.nextBoolean() ? JoinKind.LEFT : JoinKind.INNER;
            Pipeline joined = Pipeline.from(left)
                    .joinAsOf(Pipeline.from(right), kind, on(col("l_symbol"), col("r_symbol")), asOf)
                    .with("length", col("l_text").length());
            AtomicReference<RunReport> report = new AtomicReference<>();
            List<List<Object>> expected = NaiveJoin.rows(
                    joined.using(execution(1L << 30, 1).report(report::set).build()));
            assertThat(report.get().spilledBytes()).isZero();
            for (long limit : new long[] {4 << 20, 7 << 20, 20 << 20}) {
                int threads = 1 + random.nextInt(8);
                assertThat(NaiveJoin.rows(joined.using(
                                execution(limit, threads).report(report::set).build())))
                        .as("%s, limit %s, %s threads", asOf, limit, threads)
                        .isEqualTo(expected);
                assertThat(report.get().spilledBytes()).isPositive();
                assertThat(report.get().peakMemory()).isLessThanOrEqualTo(limit);
                assertNothingLeft();
            }
        }
    }

    @Test
    void aLimitThatIsTooSmallFailsAndLeavesNothing() {
        Random random = Seeds.fresh();
        ListedRows left = rows(random, "l_", 500);
        ListedRows right = rows(random, "r_", 1500);
        Pipeline joined = Pipeline.from(left)
                .joinAsOf(
                        Pipeline.from(right),
                        JoinKind.LEFT,
                        on(col("l_symbol"), col("r_symbol")),
                        asOf("l_time", "r_time"));
        List<List<Object>> expected =
                NaiveJoin.rows(joined.using(execution(1L << 30, 1).build()));
        for (long limit = 1000; limit < 6 << 20; limit += 1 + limit / 3) {
            try {
                assertThat(NaiveJoin.rows(joined.using(execution(limit, 2).build())))
                        .isEqualTo(expected);
            } catch (MemoryLimitException tooSmall) {
                assertThat(limit).isLessThan(4 << 20);
            }
            assertNothingLeft();
        }
    }

    @Test
    void aLimitThatIsTooSmallNamesTheStepAndTheLimitOfTheRun() {
        Random random = Seeds.random(17);
        Pipeline joined = Pipeline.from(rows(random, "l_", 500))
                .joinAsOf(
                        Pipeline.from(rows(random, "r_", 1500)),
                        JoinKind.LEFT,
                        on(col("l_symbol"), col("r_symbol")),
                        asOf("l_time", "r_time"));
        Execution execution = execution(200_000, 1).build();
        assertThatThrownBy(() -> joined.using(execution).count())
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContaining("join as of")
                .hasMessageContaining("50000 bytes, its part of the 200000 bytes of 'run'")
                .hasMessageNotContaining("sortBy");
    }

    @Test
    void canBeCancelledWhileItSpills() {
        Random random = Seeds.fresh();
        ListedRows left = rows(random, "l_", 4000);
        ListedRows right = rows(random, "r_", 4000);
        for (int chunk = 0; chunk < 160; chunk += 16) {
            CancellationToken token = new CancellationToken();
            AtomicInteger chunksLeft = new AtomicInteger(chunk);
            Runnable cancelLater = () -> {
                if (chunksLeft.getAndDecrement() == 0) {
                    token.cancel();
                }
            };
            left.atChunk = cancelLater;
            right.atChunk = cancelLater;
            assertThatThrownBy(() -> Pipeline.from(left)
                            .joinAsOf(
                                    Pipeline.from(right),
                                    JoinKind.LEFT,
                                    on(col("l_symbol"), col("r_symbol")),
                                    asOf("l_time", "r_time"))
                            .using(execution(4 << 20, 2).cancellation(token).build())
                            .count())
                    .isInstanceOf(CancelledException.class);
            assertNothingLeft();
            assertThat(left.open() + right.open()).isZero();
        }
    }
}

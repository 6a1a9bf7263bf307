package dev.peristyle.internal.engine;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.Pipeline;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown in a thread of a run, by whomever and whenever, ends the run with it, and nothing is left. */
@Timeout(300)
class DyingWorkerTest {

    private static final int ROUNDS = 1000;

    private static final List<Supplier<Throwable>> KINDS = List.of(
            () -> new IllegalStateException("thrown"),
            () -> new IOException("checked, from another language"),
            () -> new OutOfMemoryError("thrown"),
            () -> new StackOverflowError("thrown"),
            () -> new InternalError("a fault in a mapping"),
            () -> new InterruptedException("checked"),
            () -> new Throwable("neither an exception nor an error"));

    private static final List<Consumer<Pipeline>> ENDS = List.of(
            pipeline -> pipeline.count(),
            pipeline -> pipeline.collect().close(),
            pipeline -> pipeline.forEach(row -> {}),
            pipeline -> pipeline.sortBy(desc("id")).collect().close(),
            pipeline -> pipeline.groupBy("id")
                    .aggregate(sum(col("id")).as("sum"))
                    .with("more", col("sum").plus(1))
                    .forEach(row -> {}),
            pipeline -> Pipeline.concat(pipeline, pipeline).explainAnalyze());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void whateverAReaderThrowsEndsTheRun(int threads) {
        Random random = Seeds.random(40_700 + threads);
        for (int round = 0; round < ROUNDS / 2; round++) {
            Consumer<Pipeline> end = ENDS.get(random.nextInt(ENDS.size()));
            Trap trap = trap(random);
            check(threads, trap, round, end);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void whateverASinkThrowsEndsTheRun(int threads) {
        Random random = Seeds.random(40_800 + threads);
        for (int round = 0; round < ROUNDS / 2; round++) {
            Trap trap = trap(random);
            check(threads, trap, round, pipeline -> pipeline.write(new TrappedSink(trap)));
        }
    }

    private static Trap trap(Random random) {
        return new Trap(KINDS.get(random.nextInt(KINDS.size())).get(), 1 + random.nextInt(120));
    }

    private static void check(int threads, Trap trap, int round, Consumer<Pipeline> end) {
        NumberedRows rows = new NumberedRows(9, 40, 8);
        Pipeline pipeline = Pipeline.from(new TrappedSource(rows, trap))
                .using(Execution.builder().threads(threads).build());
        Throwable failure = catchThrowable(() -> end.accept(pipeline));
        // where a reader had guessed to begin, what it throws can come from that, and it is read again
        boolean canBeAGuess = threads > 1 && trap.thrown() instanceof RuntimeException;
        if (failure != null || !canBeAGuess) {
            assertThat(failure != null).as("round %s, %s", round, trap).isEqualTo(trap.hasSprung());
        }
        if (failure != null) {
            // a fault in a mapping is told as what it is for the user
            assertThat(failure instanceof DataAccessException ? failure.getCause() : failure)
                    .as("round %s", round)
                    .isSameAs(trap.thrown());
        }
        assertThat(rows.openReaders).as("round %s", round).hasValue(0);
        assertThat(rows.openScans).as("round %s", round).hasValue(0);
        assertThat(workers()).as("round %s", round).isZero();
    }

    static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("peristyle-worker"))
                .count();
    }
}

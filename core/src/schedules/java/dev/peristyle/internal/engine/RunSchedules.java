package dev.peristyle.internal.engine;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.CachedTable;
import dev.peristyle.Peristyle;
import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pastalab.fray.junit.junit5.FrayTestExtension;
import org.pastalab.fray.junit.junit5.annotations.FrayTest;

/**
 * Runs whose threads take turns as a scheduler wants, another way each time: what comes out is the same, and nothing is left. To be run with
 * {@code .ci/schedules}.
 */
@ExtendWith(FrayTestExtension.class)
class RunSchedules {

    private static final int SCHEDULES = 300;
    private static final int SPLITS = 4;
    private static final int ROWS_PER_SPLIT = 6;
    private static final int CHUNK_ROWS = 2;

    /** Of memory for runs and a cache beside them: there is room for all, so that it has to be used. */
    private static final long CACHED = 256 << 20;

    private static final List<Long> IDS =
            LongStream.range(0, SPLITS * ROWS_PER_SPLIT).boxed().toList();

    private final NumberedRows source = new NumberedRows(SPLITS, ROWS_PER_SPLIT, CHUNK_ROWS);

    /** Classes are initialized before, because a thread that waits for another one to do it is not one that the scheduler sees. */
    @BeforeAll
    static void initializeClasses() {
        RunSchedules first = new RunSchedules();
        first.rows()
                .filter(col("id").ge(0L))
                .groupBy("text")
                .aggregate(sum(col("id")).as("sum"))
                .sortBy(desc("sum"))
                .count();
        Pipeline.from(first.source)
                .using(Execution.builder()
                        .memoryBudget(MemoryBudget.of(1 << 20))
                        .build())
                .count();
    }

    private Pipeline rows(CancellationToken token) {
        return Pipeline.from(source)
                .using(Execution.builder().threads(2).cancellation(token).build());
    }

    private Pipeline rows() {
        return rows(new CancellationToken());
    }

    private void checkThatNothingIsLeft() {
        assertThat(source.openReaders).hasValue(0);
        assertThat(source.openScans).hasValue(0);
        assertThat(Peristyle.openRuns()).isEmpty();
        assertThat(MemoryPool.openRoots()).isEmpty();
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void rowsComeInOrder() {
        source.shifted = true;
        List<Long> ids = new ArrayList<>();
        rows().filter(col("id").ge(0L)).forEach(row -> ids.add(row.getLong("id")));
        assertThat(ids).isEqualTo(IDS);
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void aCancelledRunGivesWhatCameBeforeAndEnds() throws InterruptedException {
        CancellationToken token = new CancellationToken();
        List<Long> ids = new ArrayList<>();
        Thread canceller = start(token::cancel);
        Throwable end = catchThrowable(() -> rows(token).forEach(row -> ids.add(row.getLong("id"))));
        canceller.join();
        assertThat(ids).isEqualTo(IDS.subList(0, ids.size()));
        if (end == null) {
            assertThat(ids).isEqualTo(IDS);
        } else {
            assertThat(end).isInstanceOf(CancelledException.class);
        }
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void whatAConsumerThrowsEndsTheRun() throws InterruptedException {
        AtomicBoolean armed = new AtomicBoolean();
        AtomicBoolean thrown = new AtomicBoolean();
        Thread arming = start(() -> armed.set(true));
        Throwable end = catchThrowable(() -> rows().forEach(row -> {
            if (armed.get()) {
                thrown.set(true);
                throw new IllegalStateException("armed");
            }
        }));
        arming.join();
        assertThat(end != null).isEqualTo(thrown.get());
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void aSinkThatFailsEndsTheRun() {
        Trap trap = new Trap(new IllegalStateException("sprung"), 7);
        Throwable end = catchThrowable(() -> rows().write(new TrappedSink(trap)));
        assertThat(end != null).isEqualTo(trap.hasSprung());
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void whatIsLimitedLeavesTheRest() {
        List<Long> ids = new ArrayList<>();
        rows().limit(5).forEach(row -> ids.add(row.getLong("id")));
        assertThat(ids).isEqualTo(IDS.subList(0, 5));
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void groupsAndSortsAgree() {
        AtomicLong sum = new AtomicLong();
        List<Long> sorted = new ArrayList<>();
        rows().groupBy("text")
                .aggregate(sum(col("id")).as("sum"))
                .forEach(row -> sum.addAndGet(row.getLong("sum")));
        rows().sortBy(desc("id")).forEach(row -> sorted.add(0, row.getLong("id")));
        assertThat(sum).hasValue(IDS.stream().mapToLong(Long::longValue).sum());
        assertThat(sorted).isEqualTo(IDS);
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void aCancelledGroupEnds() throws InterruptedException {
        CancellationToken token = new CancellationToken();
        Thread canceller = start(token::cancel);
        Throwable end = catchThrowable(() ->
                rows(token).groupBy("text").aggregate(sum(col("id")).as("sum")).count());
        canceller.join();
        if (end != null) {
            assertThat(end).isInstanceOf(CancelledException.class);
        }
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void aTableThatIsClosedWhileItIsReadGivesItsValuesOrAnError() throws InterruptedException {
        Table table = rows().collect();
        AtomicInteger wrong = new AtomicInteger();
        Thread reader = start(() -> {
            try {
                for (int row = 0; row < table.rowCount(); row++) {
                    if (table.column("id").getLong(row) != row) {
                        wrong.incrementAndGet();
                    }
                }
            } catch (IllegalStateException closed) {
                // which it may say
            }
        });
        table.close();
        reader.join();
        assertThat(wrong).hasValue(0);
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void aPoolNeverGivesMoreThanItsLimit() throws InterruptedException {
        MemoryPool pool = MemoryPool.create("schedules", 5 << 10);
        AtomicInteger refused = new AtomicInteger();
        Runnable work = () -> {
            try (MemoryPool child = pool.child("child");
                    OffHeapBuffer first = child.allocate(1 << 10, "first");
                    OffHeapBuffer second = child.allocate(1 << 11, "second")) {
                assertThat(pool.used()).isLessThanOrEqualTo(5 << 10);
                assertThat(first.address()).isNotEqualTo(second.address());
            } catch (MemoryLimitException beyond) {
                refused.incrementAndGet();
            }
        };
        Thread one = start(work);
        Thread other = start(work);
        one.join();
        other.join();
        assertThat(refused.get()).isLessThan(2);
        assertThat(pool.used()).isZero();
        pool.close();
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void runsThatShareABudgetWaitForEachOtherAndEnd() throws InterruptedException {
        MemoryBudget budget = MemoryBudget.of(1 << 20, 1 << 20);
        AtomicLong counted = new AtomicLong();
        Runnable work = () -> counted.addAndGet(Pipeline.from(new NumberedRows(2, 4, 2))
                .using(Execution.builder().threads(1).memoryBudget(budget).build())
                .filter(col("id").ge(0L))
                .count());
        Thread one = start(work);
        Thread other = start(work);
        one.join();
        other.join();
        assertThat(counted).hasValue(16);
        assertThat(budget.free()).isEqualTo(1 << 20);
        assertThat(budget.waiting()).isZero();
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void rowsOfACacheAreComputedOnceForAllThatAsk() throws InterruptedException {
        MemoryBudget budget = MemoryBudget.of(CACHED);
        AtomicLong counted = new AtomicLong();
        try (CachedTable cache = cache(budget)) {
            Runnable work = () -> cache.pipeline().forEach(row -> counted.addAndGet(1 + row.getLong("id")));
            Thread one = start(work);
            Thread other = start(work);
            one.join();
            other.join();
            assertThat(cache.statistics().misses()).isEqualTo(1);
            assertThat(cache.statistics().hits()).isEqualTo(1);
        }
        assertThat(counted).hasValue(2 * IDS.stream().mapToLong(id -> 1 + id).sum());
        assertThat(budget.free()).isEqualTo(CACHED);
        checkThatNothingIsLeft();
    }

    @FrayTest(iterations = SCHEDULES, resetClassLoaderPerIteration = false)
    void aCacheThatIsClosedWhileItIsReadGivesItsRowsOrAnError() throws InterruptedException {
        MemoryBudget budget = MemoryBudget.of(CACHED);
        CachedTable cache = cache(budget);
        List<Long> ids = new ArrayList<>();
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread reader = start(() ->
                end.set(catchThrowable(() -> cache.pipeline().forEach(row -> ids.add(row.getLong("id"))))));
        cache.close();
        reader.join();
        if (end.get() == null) {
            assertThat(ids).isEqualTo(IDS);
        } else {
            assertThat(end.get()).isInstanceOf(IllegalStateException.class);
        }
        assertThat(budget.free()).isEqualTo(CACHED);
        checkThatNothingIsLeft();
    }

    private CachedTable cache(MemoryBudget budget) {
        return Pipeline.from(source)
                .using(Execution.builder().threads(1).memoryBudget(budget).build())
                .filter(col("id").ge(0L))
                .cache();
    }
}

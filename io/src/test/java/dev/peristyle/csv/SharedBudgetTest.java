package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.SortKey.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.Table;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class SharedBudgetTest {

    private static final int ROWS = 20_000;

    @TempDir
    Path directory;

    private Path in;

    @BeforeEach
    void write() throws IOException {
        StringBuilder content = new StringBuilder("id,key\n");
        for (int row = 0; row < ROWS; row++) {
            content.append(row).append(",key ").append(row * 7919 % ROWS).append('\n');
        }
        in = Files.writeString(directory.resolve("in.csv"), content);
    }

    private Pipeline rows(Execution execution) {
        return Csv.scan(in).using(execution);
    }

    private static Execution of(MemoryBudget budget) {
        return Execution.builder().memoryBudget(budget).build();
    }

    @Test
    void manyRunsTogetherHoldNoMoreThanTheBudgetAndAllFinish() throws Exception {
        MemoryBudget budget = MemoryBudget.of(12 << 20, 3 << 20);
        AtomicLong most = new AtomicLong();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 24; number++) {
            int kind = number % 3;
            threads.add(new Thread(() -> {
                try {
                    Execution execution = Execution.builder()
                            .memoryBudget(budget)
                            .threads(1 + kind)
                            .temporaryDirectory(directory)
                            .progress(progress -> most.accumulateAndGet(budget.bytes() - budget.free(), Math::max))
                            .build();
                    Pipeline job = kind == 0
                            ? rows(execution).sortBy(asc("key"))
                            : kind == 1
                                    ? rows(execution).distinct()
                                    : rows(execution).groupBy("key").aggregate(count().as("rows"));
                    assertThat(job.count()).isEqualTo(ROWS);
                } catch (Throwable failure) {
                    failures.add(failure);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(most.get()).isBetween(1L, 12L << 20);
        assertThat(budget.free()).isEqualTo(12 << 20);
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void aShareGrowsWhenAnotherRunEndsAndNobodyWaits() {
        MemoryBudget budget = MemoryBudget.of(64 << 20, 8 << 20);
        CancellationToken token = new CancellationToken();
        try (MemoryBudget.Share first = budget.take(256 << 20, token);
                MemoryPool pool = MemoryPool.create("first", first.bytes());
                MemoryPool operator = pool.child("operator", pool.limit());
                MemoryPool part = operator.child("part", 1 << 20)) {
            first.holds(pool);
            MemoryBudget.Share second = budget.take(256 << 20, token);
            MemoryBudget.Share small = budget.take(4 << 20, token);
            assertThat(first.bytes()).isEqualTo(32 << 20);
            second.close();
            // 28 MB are free, and half of it is for the next run
            assertThat(first.bytes()).isEqualTo(46 << 20);
            assertThat(pool.limit()).isEqualTo(46 << 20);
            assertThat(operator.limit()).isEqualTo(46 << 20);
            assertThat(part.limit()).isEqualTo(1 << 20);
            assertThat(budget.free()).isEqualTo(14 << 20);
            small.close();
            small.close();
            assertThat(first.bytes()).isEqualTo(55 << 20);
        }
        assertThat(budget.free()).isEqualTo(64 << 20);
    }

    @Test
    void aShareGrowsUpToTheLimitOfItsRunBeforeAnAllocationFails() {
        MemoryBudget budget = MemoryBudget.of(16 << 20, 1 << 20);
        CancellationToken token = new CancellationToken();
        try (MemoryBudget.Share share = budget.take(10 << 20, token);
                MemoryPool pool = MemoryPool.create("run", share.bytes())) {
            share.holds(pool);
            assertThat(share.bytes()).isEqualTo(8 << 20);
            try (OffHeapBuffer first = pool.allocate(6 << 20, "first")) {
                // nearly 4 MB, of which 2 are there; the run may have no more than 2 others
                try (OffHeapBuffer second = pool.allocate((4 << 20) - 4096, "second")) {
                    assertThat(first.capacity() + second.capacity()).isGreaterThan(9 << 20);
                    assertThat(share.bytes()).isEqualTo(10 << 20);
                    assertThatThrownBy(() -> pool.allocate(8192, "third")).isInstanceOf(MemoryLimitException.class);
                }
            }
            // of what another run has left, too
            try (MemoryBudget.Share other = budget.take(5 << 20, token)) {
                assertThat(other.bytes()).isEqualTo(3 << 20);
            }
        }
        try (MemoryBudget.Share small = budget.take(2 << 20, token);
                MemoryPool pool = MemoryPool.create("run", small.bytes());
                MemoryBudget.Share other = budget.take(1 << 30, token);
                MemoryBudget.Share third = budget.take(1 << 30, token)) {
            assertThat(small.bytes() + other.bytes() + third.bytes()).isLessThanOrEqualTo(16 << 20);
            small.holds(pool);
            assertThatThrownBy(() -> pool.allocate(3 << 20, "too much")).isInstanceOf(MemoryLimitException.class);
        }
        assertThat(budget.free()).isEqualTo(16 << 20);
    }

    @Test
    void aRunGetsHalfOfWhatIsFreeButNoLessThanTheMinimumAndNoMoreThanItsLimit() {
        MemoryBudget budget = MemoryBudget.of(64 << 20, 8 << 20);
        CancellationToken token = new CancellationToken();
        try (MemoryBudget.Share first = budget.take(256 << 20, token);
                MemoryBudget.Share second = budget.take(256 << 20, token);
                MemoryBudget.Share third = budget.take(2 << 20, token);
                MemoryBudget.Share fourth = budget.take(256 << 20, token)) {
            assertThat(first.bytes()).isEqualTo(32 << 20);
            assertThat(second.bytes()).isEqualTo(16 << 20);
            assertThat(third.bytes()).isEqualTo(2 << 20);
            assertThat(fourth.bytes()).isEqualTo(8 << 20);
            assertThat(budget.free()).isEqualTo(6 << 20);
        }
        assertThat(budget.free()).isEqualTo(64 << 20);
    }

    @Test
    void aThreadThatHasARunOpenIsToldThatItWouldWaitForItself() {
        MemoryBudget budget = MemoryBudget.of(8 << 20);
        try (ChunkIterator open = rows(of(budget)).chunks()) {
            assertThat(open.next()).isTrue();
            assertThatThrownBy(() -> rows(of(budget)).count())
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("its thread has 1 other runs open")
                    .hasMessageContaining("MemoryBudget.of");
        }
        assertThat(rows(of(budget)).count()).isEqualTo(ROWS);
    }

    @Test
    void aTableHoldsItsBytesUntilItIsClosed() {
        MemoryBudget budget = MemoryBudget.of(16 << 20);
        try (Table table = rows(of(budget)).collect()) {
            assertThat(table.rowCount()).isEqualTo(ROWS);
            assertThat(budget.free()).isLessThan(16 << 20).isGreaterThan(8 << 20);
        }
        assertThat(budget.free()).isEqualTo(16 << 20);
    }

    @Test
    void whoWaitsCanBeCancelled() throws Exception {
        MemoryBudget budget = MemoryBudget.of(8 << 20);
        CancellationToken token = new CancellationToken();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (ChunkIterator open = rows(of(budget)).chunks()) {
            assertThat(open.next()).isTrue();
            Thread other = new Thread(() -> {
                try {
                    rows(Execution.builder()
                                    .memoryBudget(budget)
                                    .cancellation(token)
                                    .build())
                            .count();
                } catch (Throwable failure) {
                    failures.add(failure);
                }
            });
            other.start();
            while (budget.waiting() == 0) {
                Thread.onSpinWait();
            }
            token.cancel();
            other.join();
        }
        assertThat(failures).hasSize(1).first().isInstanceOf(CancelledException.class);
        assertThat(budget.free()).isEqualTo(8 << 20);
    }
}

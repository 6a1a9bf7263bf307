package dev.peristyle.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {

    /** What a buffer takes besides its bytes: alignment before it, padding after it. */
    private static final long OVERHEAD = 128;

    @Test
    void countsWhatIsHeldAndTheMostThatWas() {
        try (MemoryPool pool = MemoryPool.create("run", 10_000)) {
            assertThat(pool.name()).isEqualTo("run");
            assertThat(pool.limit()).isEqualTo(10_000);
            assertThat(pool.available()).isEqualTo(10_000);
            OffHeapBuffer first = pool.allocate(1000, "first");
            OffHeapBuffer second = pool.allocate(64, "second");
            long held = 1024 + OVERHEAD + 64 + OVERHEAD;
            assertThat(pool.used()).isEqualTo(held);
            assertThat(pool.available()).isEqualTo(10_000 - held);
            first.close();
            first.close();
            assertThat(pool.used()).isEqualTo(64 + OVERHEAD);
            second.close();
            assertThat(pool.used()).isZero();
            assertThat(pool.peak()).isEqualTo(held);
        }
    }

    @Test
    void handsOutExactlyUpToItsLimit() {
        try (MemoryPool pool = MemoryPool.create("run", 1000)) {
            Allocation most = pool.charge(1000, "everything");
            assertThat(pool.available()).isZero();
            assertThatThrownBy(() -> pool.charge(1, "one more")).isInstanceOf(MemoryLimitException.class);
            assertThatCode(() -> pool.charge(0, "nothing").close()).doesNotThrowAnyException();
            most.close();
            assertThatThrownBy(() -> pool.charge(1001, "too much")).isInstanceOf(MemoryLimitException.class);
            pool.charge(1000, "again").close();
        }
    }

    @Test
    void aRefusalSaysWhoWantsWhatWhoHoldsWhatAndWhichSettingToChange() {
        try (MemoryPool pool = MemoryPool.create("run", 5000);
                MemoryPool child = pool.child("worker 1");
                OffHeapBuffer keys = child.allocate(2000, "groupBy: keys");
                Allocation window = pool.charge(1000, "window of orders.csv");
                Allocation other = pool.charge(10, "window of orders.csv")) {
            assertThat(keys.capacity()).isEqualTo(2000);
            assertThat(window.bytes() + other.bytes()).isEqualTo(1010);
            assertThatThrownBy(() -> child.allocate(4000, "sortBy: rows"))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContainingAll(
                            "sortBy: rows needs",
                            "memory pool 'run'",
                            "limit of 5000 bytes",
                            "Execution.memoryLimit",
                            "groupBy: keys: " + (2048 + OVERHEAD) + " bytes in 1",
                            "window of orders.csv: 1010 bytes in 2",
                            "worker 1");
        }
    }

    @Test
    void everyLimitOnTheWayUpHoldsAndARefusalChangesNothing() {
        try (MemoryPool root = MemoryPool.create("root", 1000);
                MemoryPool middle = root.child("middle", 600);
                MemoryPool leaf = middle.child("leaf", 800);
                Allocation held = leaf.charge(500, "held")) {
            assertThat(held.owner()).isEqualTo("held");
            assertThat(leaf.available()).isEqualTo(100);
            assertThatThrownBy(() -> leaf.charge(200, "by the middle"))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("memory pool 'middle'");
            assertThatThrownBy(() -> leaf.charge(400, "by the leaf")).hasMessageContaining("memory pool 'leaf'");
            try (Allocation beside = root.charge(450, "beside")) {
                assertThat(beside.bytes()).isEqualTo(450);
                assertThatThrownBy(() -> leaf.charge(100, "by the root")).hasMessageContaining("memory pool 'root'");
                assertThat(leaf.available()).isEqualTo(50);
            }
            assertThat(List.of(leaf.used(), middle.used(), root.used())).containsExactly(500L, 500L, 500L);
            assertThat(List.of(leaf.peak(), middle.peak(), root.peak())).containsExactly(500L, 500L, 950L);
        }
    }

    @Test
    void aRefusalByAPartNamesTheLimitOfTheWholeToo() {
        try (MemoryPool run = MemoryPool.create("run", 1000);
                MemoryPool operator = run.child("operator", 1000);
                MemoryPool part = operator.child("part", 200)) {
            assertThat(part.root()).isSameAs(run);
            assertThat(run.root()).isSameAs(run);
            assertThatThrownBy(() -> part.allocate(200, "rows"))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining(
                            "memory pool 'part' holds 0 of its limit of 200 bytes, its part of the 1000 bytes of 'run'");
            assertThatThrownBy(() -> operator.allocate(1000, "rows"))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("memory pool 'run' holds 0 of its limit of 1000 bytes.");
        }
    }

    @Test
    void aLimitCanBeRaisedForThoseThatHaveAllOfIt() {
        try (MemoryPool run = MemoryPool.create("run", 1000);
                MemoryPool all = run.child("all", 1000);
                MemoryPool part = all.child("part", 200);
                MemoryPool rest = all.child("rest", 500, 300)) {
            run.raiseLimit(2000);
            run.raiseLimit(1500);
            assertThat(run.limit()).isEqualTo(2000);
            assertThat(all.limit()).isEqualTo(2000);
            assertThat(part.limit()).isEqualTo(200);
            rest.lift();
            assertThat(rest.limit()).isEqualTo(2000);
            assertThat(rest.available()).isEqualTo(2000);
        }
    }

    @Test
    void sizesThatOverflowAreRefused() {
        try (MemoryPool pool = MemoryPool.create("run", MemoryPool.UNLIMITED);
                Allocation most = pool.charge(Long.MAX_VALUE, "everything there is")) {
            assertThat(most.bytes()).isEqualTo(Long.MAX_VALUE);
            assertThatThrownBy(() -> pool.charge(1, "one more")).isInstanceOf(MemoryLimitException.class);
            assertThatThrownBy(() -> pool.charge(Long.MAX_VALUE, "twice")).isInstanceOf(MemoryLimitException.class);
            assertThatThrownBy(() -> pool.charge(-1, "negative")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.allocate(-1, "negative")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.allocate(Long.MAX_VALUE, "too large"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.allocate(Long.MIN_VALUE, "negative"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatTheSystemRefusesIsAMemoryLimitToo() {
        try (MemoryPool pool = MemoryPool.create("run", MemoryPool.UNLIMITED)) {
            assertThatThrownBy(() -> pool.allocate(1L << 56, "more than an address space"))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("more than an address space");
            assertThat(pool.used()).isZero();
        }
    }

    @Test
    void reportsByOwnerLargestFirst() {
        try (MemoryPool pool = MemoryPool.create("run", 1_000_000);
                Allocation small = pool.charge(10, "small");
                Allocation large = pool.charge(5000, "large");
                Allocation more = pool.charge(15, "small")) {
            assertThat(small.bytes() + large.bytes() + more.bytes()).isEqualTo(5025);
            assertThat(pool.report().lines())
                    .containsExactly(
                            "run: 5025 bytes of 1000000, peak 5025",
                            "  large: 5000 bytes in 1",
                            "  small: 25 bytes in 2");
            assertThat(pool).hasToString(pool.report());
        }
    }

    @Test
    void closingWithLiveBuffersNamesThem() {
        MemoryPool pool = MemoryPool.create("run", 10_000);
        OffHeapBuffer leaked = pool.child("worker").allocate(100, "forgotten buffer");
        assertThatThrownBy(pool::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'run'", "1 allocations", "forgotten buffer", "peristyle.memory.trace")
                .hasNoSuppressedExceptions();
        leaked.close();
        assertThat(pool.used()).isZero();
        pool.close();
    }

    @Test
    void tracingNamesThePlaceOfEachAllocation() {
        MemoryPool pool = MemoryPool.builder("run").traceAllocations(true).build();
        OffHeapBuffer leaked = allocateSomewhereSpecial(pool);
        IllegalStateException failure = catchThrowableOfType(IllegalStateException.class, pool::close);
        leaked.close();
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0].getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("allocateSomewhereSpecial"));
        assertThat(failure.getSuppressed()[0]).hasMessageContaining("traced");
    }

    private static OffHeapBuffer allocateSomewhereSpecial(MemoryPool pool) {
        return pool.child("inherits tracing").allocate(10, "traced");
    }

    @Test
    void aClosedPoolHandsOutNothing() {
        MemoryPool pool = MemoryPool.create("run", 10_000);
        pool.close();
        pool.close();
        assertThatThrownBy(() -> pool.allocate(1, "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'run' is closed");
        assertThatThrownBy(() -> pool.charge(1, "late")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pool.child("late")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatThrownBy(() -> MemoryPool.create("run", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MemoryPool.create("run", -5)).hasMessageContaining("-5");
        assertThatThrownBy(() -> MemoryPool.create(null, 5)).isInstanceOf(NullPointerException.class);
        try (MemoryPool pool = MemoryPool.create("run", 5)) {
            assertThatThrownBy(() -> pool.child("child", 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void threadsShareALimitExactly() throws Exception {
        long limit = 50_000;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (MemoryPool pool = MemoryPool.create("run", limit)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                int seed = thread;
                work.add(() -> allocateAtRandom(pool, seed));
            }
            int refused = 0;
            for (Future<Integer> result : threads.invokeAll(work)) {
                refused += result.get();
            }
            assertThat(refused).isPositive();
            assertThat(pool.used()).isZero();
            assertThat(pool.peak()).isPositive().isLessThanOrEqualTo(limit);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatOneThreadIsRefusedIsNotCountedMeanwhile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try (MemoryPool pool = MemoryPool.create("run", 100);
                MemoryPool child = pool.child("child", 55)) {
            Allocation others = pool.charge(80, "others");
            AtomicBoolean goesOn = new AtomicBoolean(true);
            Future<Integer> refused = threads.submit(() -> {
                int times = 0;
                for (; goesOn.get(); times++) {
                    assertThatThrownBy(() -> child.charge(50, "too much")).isInstanceOf(MemoryLimitException.class);
                }
                return times;
            });
            for (int round = 0; round < 1_000_000; round++) {
                child.charge(10, "fits").release();
            }
            goesOn.set(false);
            assertThat(refused.get()).isPositive();
            others.release();
        } finally {
            threads.shutdownNow();
        }
    }

    private static int allocateAtRandom(MemoryPool pool, int seed) {
        Random random = Seeds.random(seed);
        int refused = 0;
        List<OffHeapBuffer> held = new ArrayList<>();
        try (MemoryPool child = pool.child("thread " + seed)) {
            for (int round = 0; round < 20_000; round++) {
                if (!held.isEmpty() && random.nextInt(3) == 0) {
                    held.remove(random.nextInt(held.size())).close();
                }
                try {
                    held.add(child.allocate(random.nextInt(4000), "round " + round));
                } catch (MemoryLimitException limitReached) {
                    refused++;
                    held.forEach(OffHeapBuffer::close);
                    held.clear();
                }
            }
            held.forEach(OffHeapBuffer::close);
        }
        return refused;
    }
}

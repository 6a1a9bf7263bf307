package dev.peristyle;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.RowCursor;
import dev.peristyle.error.CancelledException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.memory.MemoryProfile;
import dev.peristyle.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedTableTest {

    private static final int ROWS = 10_000;
    private static final List<Line> LINES =
            LongStream.range(0, ROWS).mapToObj(id -> new Line(id, "line " + id)).toList();

    record Line(long id, String name) {}

    private static Execution in(MemoryBudget budget) {
        return Execution.builder().memoryBudget(budget).build();
    }

    private static Pipeline lines(long factor) {
        return Pipeline.from(LINES, Line.class).with("value", col("id").times(factor));
    }

    private static long total(Pipeline pipeline) {
        AtomicLong total = new AtomicLong();
        pipeline.aggregate(sum(col("value")).as("total")).forEach(row -> total.set(row.getLong(0)));
        return total.get();
    }

    private static long expected(long factor) {
        return factor * ROWS * (ROWS - 1) / 2;
    }

    @Test
    void rowsAreComputedOnceAndReadByAll() {
        AtomicInteger computed = new AtomicInteger();
        Pipeline counted = lines(3).filter(row -> computed.incrementAndGet() > 0);
        try (CachedTable cached = counted.cache()) {
            assertThat(cached.statistics()).isEqualTo(new CacheStatistics(0, 0, 0, 0, 0, 0, 0));
            for (int run = 0; run < 3; run++) {
                assertThat(total(cached.pipeline())).isEqualTo(expected(3));
            }
            assertThat(cached.pipeline().filter(col("id").lt(10)).count()).isEqualTo(10);
            assertThat(cached.pipeline()
                            .join(cached.pipeline().select("id"), JoinOn.on("id"))
                            .count())
                    .isEqualTo(ROWS);
            assertThat(computed).hasValue(ROWS);
            CacheStatistics seen = cached.statistics();
            assertThat(seen.hits()).isEqualTo(4);
            assertThat(seen.misses()).isEqualTo(1);
            assertThat(seen.hitRate()).isEqualTo(0.8);
            assertThat(seen.bytes()).isGreaterThan(16L * ROWS);
            assertThat(cached.toString()).contains("cache of", "hits=4");
            cached.release();
            assertThat(cached.statistics().bytes()).isZero();
            assertThat(total(cached.pipeline())).isEqualTo(expected(3));
            assertThat(computed).hasValue(2 * ROWS);
        }
    }

    @Test
    void twoThatAskAtOnceComputeOnce() throws Exception {
        AtomicInteger computed = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Pipeline slow = lines(1).filter(row -> {
            if (computed.incrementAndGet() == 1) {
                begun.countDown();
                awaitQuietly(goOn);
            }
            return true;
        });
        ExecutorService others = Executors.newFixedThreadPool(2);
        try (CachedTable cached = slow.cache()) {
            Future<Long> first = others.submit(() -> total(cached.pipeline()));
            begun.await();
            Future<Long> second = others.submit(() -> total(cached.pipeline()));
            CancellationToken token = new CancellationToken();
            token.cancel();
            // who is cancelled does not wait for the other one
            assertThatThrownBy(() -> total(cached.pipeline()
                            .using(Execution.builder().cancellation(token).build())))
                    .isInstanceOf(CancelledException.class);
            goOn.countDown();
            assertThat(first.get()).isEqualTo(expected(1));
            assertThat(second.get()).isEqualTo(expected(1));
            assertThat(computed).hasValue(ROWS);
            assertThat(cached.statistics().misses()).isEqualTo(1);
        } finally {
            others.shutdown();
            others.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }

    @Test
    void cachesUnderABudgetOfHalfTheirNeedGiveRightAnswersAndWay() {
        int caches = 8;
        long each;
        try (CachedTable alone = lines(1).cache()) {
            total(alone.pipeline());
            each = alone.statistics().bytes();
        }
        MemoryBudget budget = MemoryBudget.of(caches * each / 2, each);
        Execution reader =
                in(budget).toBuilder().memoryLimit(Math.max(1 << 19, each)).build();
        List<CachedTable> all = new ArrayList<>();
        for (int number = 0; number < caches; number++) {
            all.add(lines(number).using(in(budget)).cache());
        }
        Random random = Seeds.random(14);
        MemoryProfile profile = MemoryProfile.record(() -> {
            for (int run = 0; run < 40; run++) {
                // some are asked for more often than others
                int number = Math.min(random.nextInt(caches), random.nextInt(caches));
                assertThat(total(all.get(number).pipeline().using(reader))).isEqualTo(expected(number));
                assertThat(budget.free()).isNotNegative();
            }
        });
        long hits = all.stream().mapToLong(cached -> cached.statistics().hits()).sum();
        long releases =
                all.stream().mapToLong(cached -> cached.statistics().releases()).sum();
        long held =
                all.stream().mapToLong(cached -> cached.statistics().bytes()).sum();
        if (Boolean.getBoolean("peristyle.test.print")) {
            System.out.println("need " + caches * each + ", budget " + budget.bytes() + ", peak " + profile.peak()
                    + ", hits " + hits + " of 40, releases " + releases + ", held " + held);
        }
        profile.requireAtMost(budget.bytes());
        assertThat(hits).isGreaterThan(5);
        assertThat(releases).isPositive();
        assertThat(held).isPositive().isEqualTo(budget.bytes() - budget.free());
        all.forEach(CachedTable::close);
        assertThat(budget.free()).isEqualTo(budget.bytes());
    }

    @Test
    void largeAndLongUnusedOnesGoFirst() {
        try (CachedTable small = lines(1).limit(1000).cache();
                CachedTable large = lines(1).cache()) {
            total(small.pipeline());
            total(large.pipeline());
            long bytes = large.statistics().bytes();
            MemoryBudget budget = MemoryBudget.of(6 * bytes, bytes / 8);
            try (CachedTable old = lines(1).limit(1000).using(in(budget)).cache();
                    CachedTable heavy = lines(1).using(in(budget)).cache();
                    CachedTable used = lines(1).using(in(budget)).cache()) {
                Execution reader = in(budget).toBuilder().memoryLimit(bytes).build();
                total(old.pipeline().using(reader));
                total(heavy.pipeline().using(reader));
                total(used.pipeline().using(reader));
                assertThat(heavy.statistics().bytes()).isEqualTo(bytes);
                List<MemoryBudget.Share> shares = new ArrayList<>();
                while (old.statistics().releases()
                                + heavy.statistics().releases()
                                + used.statistics().releases()
                        == 0) {
                    shares.add(budget.take(6 * bytes, new CancellationToken()));
                }
                shares.forEach(MemoryBudget.Share::close);
                assertThat(heavy.statistics().releases()).isEqualTo(1);
                assertThat(old.statistics().releases()).isZero();
                assertThat(used.statistics().releases()).isZero();
            }
        }
    }

    @Test
    void whatDoesNotFitIsComputedAsAPartOfEachRun() {
        MemoryBudget budget = MemoryBudget.of(1 << 20, 1 << 19);
        try (CachedTable cached = lines(2).using(in(budget)).cache()) {
            for (int run = 0; run < 3; run++) {
                assertThat(total(cached.pipeline())).isEqualTo(expected(2));
            }
            assertThat(cached.statistics()).isEqualTo(new CacheStatistics(0, 3, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void oneOfCachesReadsOthers() {
        AtomicInteger computed = new AtomicInteger();
        try (CachedTable below =
                        lines(1).filter(row -> computed.incrementAndGet() > 0).cache();
                CachedTable above =
                        below.pipeline().with("value", col("value").plus(1)).cache()) {
            assertThat(total(above.pipeline())).isEqualTo(expected(1) + ROWS);
            assertThat(total(below.pipeline())).isEqualTo(expected(1));
            assertThat(total(above.pipeline())).isEqualTo(expected(1) + ROWS);
            assertThat(computed).hasValue(ROWS);
            assertThat(above.pipeline().explain()).contains("cache of cache of");
        }
    }

    @Test
    void namesAFewOfManySources() {
        Pipeline one = lines(1);
        try (CachedTable cached = Pipeline.concat(one, one, one, one, one).cache()) {
            assertThat(cached.toString()).contains("and 2 others");
        }
    }

    @Test
    void whatIsReadStaysUntilTheReaderCloses() {
        MemoryBudget budget = MemoryBudget.of(16 << 20, 1 << 19);
        CachedTable cached = lines(1).using(in(budget)).cache();
        try (RowCursor row = cached.pipeline().rows()) {
            assertThat(row.next()).isTrue();
            cached.release();
            assertThat(cached.statistics().releases()).isZero();
            cached.close();
            cached.close();
            long seen = 1;
            while (row.next()) {
                assertThat(row.getLong("value")).isEqualTo(seen++);
            }
            assertThat(seen).isEqualTo(ROWS);
            assertThatThrownBy(() -> total(cached.pipeline()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cache of")
                    .hasMessageContaining("closed");
        }
        assertThat(budget.free()).isEqualTo(budget.bytes());
    }

    @Test
    void closingEndsWhoComputes() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CachedTable cached = lines(1).filter(row -> {
                    begun.countDown();
                    return true;
                })
                .flatMap(lines(1).schema(), (row, output) -> {
                    for (int copy = 0; copy < 1_000; copy++) {
                        output.set("id", row.getLong("id"));
                        output.add();
                    }
                })
                .cache();
        ExecutorService other = Executors.newSingleThreadExecutor();
        Future<Long> count = other.submit(() -> cached.pipeline().count());
        begun.await();
        cached.close();
        assertThatThrownBy(count::get)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        other.shutdown();
        other.awaitTermination(10, TimeUnit.SECONDS);
    }

    @Test
    void whatIsReadOnceIsRefused() {
        assertThatThrownBy(() -> Pipeline.from(LINES.iterator(), Line.class).cache())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("collect()");
    }

    /** Anything at any moment; each run gives the right answer or a reason that was planted. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void manyRunsOverCachesThatFailAreCancelledAndClosed(int threads) throws Exception {
        Random random = Seeds.random(14);
        for (int round = 0; round < 3; round++) {
            MemoryBudget budget = MemoryBudget.of((2 << 20) + random.nextInt(8 << 20), 1 << 19);
            AtomicInteger failures = new AtomicInteger();
            List<CachedTable> caches = new ArrayList<>();
            int count = 4;
            for (int number = 0; number < count; number++) {
                Pipeline base = number > 0 && random.nextBoolean()
                        ? caches.get(number - 1)
                                .pipeline()
                                .with("value", col("id").times(number))
                        : lines(number);
                caches.add(base.filter(row -> {
                            if (row.getLong("id") == 4_000 && failures.getAndDecrement() > 0) {
                                throw new IllegalArgumentException("planted");
                            }
                            return true;
                        })
                        .using(in(budget).toBuilder()
                                .threads(1 + random.nextInt(2))
                                .build())
                        .cache());
            }
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            List<Future<String>> runs = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                long seed = random.nextLong();
                runs.add(pool.submit(() -> askOften(caches, budget, failures, Seeds.fixed(seed), threads > 1)));
            }
            for (Future<String> run : runs) {
                assertThat(run.get(60, TimeUnit.SECONDS)).isEmpty();
            }
            pool.shutdown();
            pool.awaitTermination(10, TimeUnit.SECONDS);
            caches.forEach(CachedTable::close);
            assertThat(budget.free()).isEqualTo(budget.bytes());
        }
    }

    private static String askOften(
            List<CachedTable> caches, MemoryBudget budget, AtomicInteger failures, Random random, boolean closes) {
        for (int run = 0; run < 12; run++) {
            int number = random.nextInt(caches.size());
            CachedTable cached = caches.get(number);
            CancellationToken token = new CancellationToken();
            Pipeline asked = cached.pipeline()
                    .using(in(budget).toBuilder().cancellation(token).build());
            boolean cancels = random.nextInt(6) == 0;
            int action = random.nextInt(12);
            if (action == 0) {
                failures.set(1);
            } else if (action == 1) {
                cached.release();
            } else if (action == 2 && closes && run > 7) {
                cached.close();
            }
            try {
                long total = 0;
                try (RowCursor row = asked.rows()) {
                    while (row.next()) {
                        total += row.getLong("value");
                        if (cancels && row.getLong("id") == 1_000) {
                            token.cancel();
                        }
                    }
                }
                if (total != expected(number)) {
                    return "wrong: " + total + " of " + number;
                }
                if (budget.free() < 0) {
                    return "above the budget";
                }
            } catch (CancelledException cancelled) {
                if (!cancels) {
                    return "cancelled: " + cancelled;
                }
            } catch (RuntimeException failure) {
                String text = String.valueOf(failure) + failure.getCause();
                boolean known = text.contains("planted") || closes && text.contains("is closed");
                if (!known) {
                    return text;
                }
            }
        }
        return "";
    }
}

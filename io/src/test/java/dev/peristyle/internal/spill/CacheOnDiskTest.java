package dev.peristyle.internal.spill;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.CacheRelease;
import dev.peristyle.CacheStatistics;
import dev.peristyle.CachedTable;
import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of caches that gave way to disk, and come back. */
class CacheOnDiskTest {

    /** Two batches and a part of one. */
    private static final int ROWS = 40_001;

    private static final List<Item> ITEMS =
            IntStream.range(0, ROWS).mapToObj(CacheOnDiskTest::item).toList();

    @TempDir
    Path directory;

    record Item(
            long id,
            int small,
            Double ratio,
            String name,
            Boolean flag,
            BigDecimal price,
            LocalDate day,
            byte[] code) {}

    private static Item item(int id) {
        return new Item(
                id,
                -id,
                id % 7 == 0 ? null : id / 3.0,
                id % 5 == 0 ? null : id % 3 == 0 ? "" : "näme of " + id,
                id % 11 == 0 ? null : id % 2 == 0,
                id % 13 == 0 ? null : BigDecimal.valueOf(id, 2),
                LocalDate.ofEpochDay(id),
                id < 20_000 ? null : new byte[] {(byte) id, 0});
    }

    private Execution in(MemoryBudget budget) {
        return Execution.builder()
                .memoryBudget(budget)
                .temporaryDirectory(directory)
                .build();
    }

    private static List<String> rows(Pipeline pipeline) {
        List<String> rows = new ArrayList<>();
        try (RowCursor row = pipeline.rows()) {
            int columns = row.schema().size();
            while (row.next()) {
                StringBuilder text = new StringBuilder();
                for (int column = 0; column < columns; column++) {
                    Object value = row.get(column);
                    text.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value)
                            .append('|');
                }
                rows.add(text.toString());
            }
        }
        return rows;
    }

    /** Needs memory of a budget until caches have given way so often. */
    private static void press(MemoryBudget budget, CachedTable cached, long releases) {
        List<MemoryBudget.Share> shares = new ArrayList<>();
        while (cached.statistics().releases() < releases) {
            shares.add(budget.take(budget.bytes(), new CancellationToken()));
        }
        shares.forEach(MemoryBudget.Share::close);
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".spill")).count();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rowsComeBackAsTheyWere(boolean encrypted) throws Exception {
        MemoryBudget budget = MemoryBudget.of(32 << 20, 1 << 20);
        AtomicInteger computed = new AtomicInteger();
        Execution settings = in(budget).toBuilder().encryptSpilled(encrypted).build();
        FaultySpillService.during(directory, new Faults(0), () -> {
            try (CachedTable cached = Pipeline.from(ITEMS, Item.class)
                    .filter(row -> computed.incrementAndGet() > 0)
                    .using(settings)
                    .cache(CacheRelease.READ_BACK)) {
                List<String> expected = rows(Pipeline.from(ITEMS, Item.class));
                assertThat(rows(cached.pipeline())).isEqualTo(expected);
                assertThat(files()).isZero();
                for (int threads = 1; threads <= 2; threads++) {
                    press(budget, cached, threads);
                    assertThat(cached.statistics().bytes()).isZero();
                    assertThat(files()).isEqualTo(1);
                    Pipeline again = cached.pipeline()
                            .using(settings.toBuilder().threads(threads).build());
                    assertThat(rows(again)).isEqualTo(expected);
                }
                assertThat(rows(cached.pipeline().select("name", "id")))
                        .isEqualTo(rows(Pipeline.from(ITEMS, Item.class).select("name", "id")));
                CacheStatistics seen = cached.statistics();
                assertThat(computed).hasValue(ROWS);
                assertThat(seen.misses()).isEqualTo(1);
                assertThat(seen.readBacks()).isEqualTo(2);
                assertThat(seen.hits()).isEqualTo(1);
                assertThat(seen.hitRate()).isEqualTo(0.75);
                assertThat(seen.diskBytes()).isGreaterThan(40L * ROWS);
                assertThat(written().contains("me of 39998")).isEqualTo(!encrypted);
                cached.release();
                assertThat(cached.statistics().diskBytes()).isZero();
                assertThat(files()).isZero();
                assertThat(rows(cached.pipeline())).isEqualTo(expected);
                assertThat(computed).hasValue(2 * ROWS);
                press(budget, cached, 4);
            }
            return null;
        });
        assertThat(files()).isZero();
        assertThat(budget.free()).isEqualTo(budget.bytes());
    }

    private String written() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".spill")).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void runsReadFromDiskWhatHasNoRoomInMemory() throws Exception {
        MemoryBudget budget = MemoryBudget.of(32 << 20, 1 << 20);
        AtomicInteger computed = new AtomicInteger();
        FaultySpillService.during(directory, new Faults(0), () -> {
            try (CachedTable cached = Pipeline.from(ITEMS, Item.class)
                    .filter(row -> computed.incrementAndGet() > 0)
                    .using(in(budget))
                    .cache(CacheRelease.READ_BACK)) {
                Execution reader = in(budget).toBuilder().memoryLimit(2 << 20).build();
                List<String> expected = rows(cached.pipeline());
                List<MemoryBudget.Share> shares = new ArrayList<>();
                while (cached.statistics().releases() == 0 || budget.room() > 4 << 20) {
                    shares.add(budget.take(budget.bytes(), new CancellationToken()));
                }
                assertThat(files()).isEqualTo(1);
                ExecutorService other = Executors.newSingleThreadExecutor();
                Future<List<String>> again =
                        other.submit(() -> rows(cached.pipeline().using(reader)));
                assertThat(again.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
                // given up while it is read: the run goes on
                try (RowCursor row =
                        cached.pipeline().filter(col("id").ge(1)).using(reader).rows()) {
                    assertThat(row.next()).isTrue();
                    cached.release();
                    assertThat(cached.statistics().diskBytes()).isZero();
                    assertThat(files()).isEqualTo(1);
                    long next = 2;
                    while (row.next()) {
                        assertThat(row.getLong(0)).isEqualTo(next++);
                    }
                    assertThat(next).isEqualTo(ROWS);
                }
                assertThat(files()).isZero();
                assertThat(computed).hasValue(ROWS);
                assertThat(cached.statistics().bytes()).isZero();
                assertThat(cached.statistics().readBacks()).isEqualTo(2);
                shares.forEach(MemoryBudget.Share::close);
                other.shutdown();
            }
            return null;
        });
        assertThat(budget.free()).isEqualTo(budget.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPEN", "WRITE", "READ"})
    void faultsOfTheDiskAreNoFaultsOfRuns(String operation) throws Exception {
        MemoryBudget budget = MemoryBudget.of(32 << 20, 1 << 20);
        AtomicInteger computed = new AtomicInteger();
        Faults faults = new Faults(Faults.Operation.valueOf(operation));
        FaultySpillService.during(directory, faults, () -> {
            try (CachedTable cached = Pipeline.from(ITEMS, Item.class)
                    .filter(row -> computed.incrementAndGet() > 0)
                    .using(in(budget))
                    .cache(CacheRelease.READ_BACK)) {
                List<String> expected = rows(cached.pipeline());
                press(budget, cached, 1);
                boolean reads = operation.equals("READ");
                assertThat(files()).isEqualTo(reads ? 1 : 0);
                assertThat(cached.statistics().failedWrites()).isEqualTo(reads ? 0 : 1);
                assertThat(rows(cached.pipeline())).isEqualTo(expected);
                assertThat(faults.failed()).isEqualTo(Faults.Operation.valueOf(operation));
                assertThat(computed).hasValue(2 * ROWS);
                assertThat(files()).isZero();
                // only once
                press(budget, cached, 2);
                assertThat(rows(cached.pipeline())).isEqualTo(expected);
                assertThat(computed).hasValue(2 * ROWS);
                assertThat(cached.statistics().readBacks()).isEqualTo(1);
            }
            return null;
        });
        assertThat(files()).isZero();
        assertThat(budget.free()).isEqualTo(budget.bytes());
    }

    @Test
    void whatIsLargerThanTheQuotaIsComputedAgain() {
        MemoryBudget budget = MemoryBudget.of(32 << 20, 1 << 20);
        Execution settings = in(budget).toBuilder().maxSpillBytes(100_000).build();
        try (CachedTable cached =
                Pipeline.from(ITEMS, Item.class).using(settings).cache(CacheRelease.READ_BACK)) {
            assertThat(cached.pipeline().count()).isEqualTo(ROWS);
            rows(cached.pipeline());
            press(budget, cached, 1);
            assertThat(cached.statistics().failedWrites()).isEqualTo(1);
            assertThat(cached.statistics().diskBytes()).isZero();
            assertThat(rows(cached.pipeline())).hasSize(ROWS);
            assertThat(cached.statistics().readBacks()).isZero();
        }
    }

    @Test
    void aMissingDirectoryIsSaidAtOnce() {
        Execution settings = Execution.builder()
                .temporaryDirectory(directory.resolve("missing"))
                .build();
        Pipeline items = Pipeline.from(ITEMS, Item.class).using(settings);
        assertThatThrownBy(() -> items.cache(CacheRelease.READ_BACK))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("missing");
        try (CachedTable cached = items.cache(CacheRelease.COMPUTE_AGAIN)) {
            assertThat(cached.statistics().hits()).isZero();
        }
    }

    /** Many at once under half of the memory that they need, given up and closed at any moment. */
    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void manyRunsOverCachesThatGiveWayToDisk(int threads) throws Exception {
        Random random = Seeds.random(14);
        MemoryBudget budget = MemoryBudget.of(8 << 20, 1 << 19);
        FaultySpillService.during(directory, new Faults(random.nextInt(400)), () -> {
            List<CachedTable> caches = new ArrayList<>();
            for (int number = 0; number < 5; number++) {
                caches.add(Pipeline.from(ITEMS, Item.class)
                        .select("id", "small", "name", "ratio")
                        .with("value", col("id").times(number))
                        .using(in(budget))
                        .cache(CacheRelease.READ_BACK));
            }
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            List<Future<String>> asked = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                long seed = random.nextLong();
                asked.add(pool.submit(() -> ask(caches, budget, Seeds.fixed(seed), 24 / threads)));
            }
            for (Future<String> each : asked) {
                assertThat(each.get(120, TimeUnit.SECONDS)).isEmpty();
            }
            pool.shutdown();
            caches.forEach(CachedTable::close);
            return null;
        });
        assertThat(budget.free()).isEqualTo(budget.bytes());
        assertThat(files()).isZero();
    }

    private String ask(List<CachedTable> caches, MemoryBudget budget, Random random, int runs) {
        for (int run = 0; run < runs; run++) {
            int number = random.nextInt(caches.size());
            CachedTable cached = caches.get(number);
            if (random.nextInt(8) == 0) {
                cached.release();
            }
            AtomicLong total = new AtomicLong();
            try {
                cached.pipeline()
                        .aggregate(sum(col("value")).as("value"))
                        .using(in(budget).toBuilder()
                                .threads(1 + random.nextInt(2))
                                .memoryLimit(2 << 20)
                                .build())
                        .forEach(row -> total.set(row.getLong(0)));
            } catch (DataAccessException failure) {
                // of a run that reads the disk itself, as it has no room: the fault that was planted
                if (!String.valueOf(failure.getMessage()).contains(Faults.MESSAGE)) {
                    return String.valueOf(failure);
                }
                continue;
            }
            if (total.get() != (long) number * ROWS * (ROWS - 1) / 2) {
                return "wrong: " + total + " of " + number;
            }
            if (budget.free() < 0) {
                return "above the budget";
            }
        }
        return "";
    }
}

package dev.peristyle.spill;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sorts of files that are many times as large as the memory limit. */
@Timeout(300)
class SpillingSortTest {

    private static final int ROWS = Integer.getInteger("peristyle.test.spilledRows", 120_000);
    private static final long LIMIT = 4 << 20;

    @TempDir
    private static Path directory;

    private static Path input;
    private static Path expected;
    private static Path spills;

    @BeforeAll
    static void write() throws IOException, SQLException {
        Random random = Seeds.random(7);
        List<String> lines = new ArrayList<>();
        lines.add("key,text,price,position");
        for (int row = 0; row < ROWS; row++) {
            String text = "customer " + Integer.toString(random.nextInt(5_000), 36) + " of the long street "
                    + "x".repeat(random.nextInt(60));
            String key = random.nextInt(50) == 0 ? "" : Integer.toString(random.nextInt(300));
            lines.add(key + "," + text + "," + random.nextInt(1000) / 4.0 + "," + row);
        }
        input = Files.write(directory.resolve("in.csv"), lines);
        expected = directory.resolve("expected.csv");
        spills = Files.createDirectory(directory.resolve("spills"));
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("copy (select * from read_csv('" + input + "') order by key desc nulls last, text,"
                    + " position) to '" + expected + "' (header)");
        }
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        assertThat(files()).isEmpty();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(spills)) {
            return files.toList();
        }
    }

    private static Pipeline sorted() {
        // records are short, and so can be windows
        return Csv.scan(input, CsvOptions.builder().maximumRecordSize(8 << 10).build())
                .sortBy(desc("key"), asc("text"));
    }

    private static Execution.Builder settings(int threads, long limit) {
        return Execution.builder().threads(threads).memoryLimit(limit).temporaryDirectory(spills);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "2, 4", "8, 4", "2, 8", "8, 8"})
    void sortsMoreThanFitsAsDuckDbDoes(int threads, int megabytes) {
        AtomicReference<RunReport> report = new AtomicReference<>();
        Path output = directory.resolve("out" + threads + ".csv");
        long limit = Execution.megabytes(megabytes);
        sorted().using(settings(threads, limit).report(report::set).build()).write(Csv.to(output));
        assertThat(output).hasSameBinaryContentAs(expected);
        assertThat(report.get().spilledBytes()).isGreaterThan(LIMIT);
        assertThat(report.get().peakMemory()).isLessThanOrEqualTo(limit);
        assertThat(report.get().toString()).contains("spilled " + report.get().spilledBytes() + " bytes");
        assertThat(report.get().operators())
                .filteredOn(operator -> operator.spilledBytes() > 0)
                .singleElement()
                .satisfies(operator -> assertThat(operator.name()).isEqualTo("sortBy"));
    }

    @Test
    void sortsTheSameWhenWhatItSpillsIsEncryptedAndTellsHowMuchThatIs() {
        List<Long> spilled = new CopyOnWriteArrayList<>();
        AtomicReference<RunReport> report = new AtomicReference<>();
        Path output = directory.resolve("encrypted.csv");
        sorted().using(settings(2, 2 * LIMIT)
                        .encryptSpilled(true)
                        .progress(progress -> spilled.add(progress.spilledBytes()))
                        .report(report::set)
                        .build())
                .write(Csv.to(output));
        assertThat(output).hasSameBinaryContentAs(expected);
        assertThat(spilled).isSorted().last().isEqualTo(report.get().spilledBytes());
        assertThat(report.get().operators())
                .filteredOn(operator -> operator.spilledBytes() > 0)
                .singleElement()
                .satisfies(sort -> {
                    assertThat(sort.spilledPages()).isGreaterThan(10);
                    assertThat(sort.spillTime())
                            .isPositive()
                            .isLessThan(report.get().busy());
                });
    }

    @Test
    void stepsAfterTheSortRunInThreadsToo() {
        Path one = directory.resolve("one.csv");
        Path four = directory.resolve("four.csv");
        Pipeline rows = sorted().with("more", col("position").plus(1))
                .filter(col("price").gt(10));
        rows.using(settings(1, LIMIT).build()).write(Csv.to(one));
        rows.using(settings(4, 2 * LIMIT).build()).write(Csv.to(four));
        assertThat(four).hasSameBinaryContentAs(one);
    }

    @Test
    void aSortOfASortSpillsTwice() {
        Path output = directory.resolve("twice.csv");
        sorted().sortBy(asc("position")).using(settings(2, 2 * LIMIT).build()).write(Csv.to(output));
        assertThat(output).hasSameBinaryContentAs(input(output));
    }

    /** The input as it is written. */
    private static Path input(Path output) {
        Path copy = output.resolveSibling("copy.csv");
        Csv.scan(input).write(Csv.to(copy));
        return copy;
    }

    @Test
    void spillsNothingThatFits() {
        AtomicReference<RunReport> report = new AtomicReference<>();
        Path output = directory.resolve("fits.csv");
        sorted().using(settings(1, 128 << 20).report(report::set).build()).write(Csv.to(output));
        assertThat(output).hasSameBinaryContentAs(expected);
        assertThat(report.get().spilledBytes()).isZero();
    }

    @Test
    void severalPipelinesSpillAtTheSameTime() {
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            Path output = directory.resolve("parallel" + run + ".csv");
            runs.add(CompletableFuture.runAsync(() -> {
                sorted().using(settings(2, 2 * LIMIT).build()).write(Csv.to(output));
                assertThat(output).hasSameBinaryContentAs(expected);
            }));
        }
        runs.forEach(CompletableFuture::join);
    }

    @Test
    void moreThanTheQuotaIsOneClearError() throws IOException {
        Path output = directory.resolve("quota.csv");
        assertThatThrownBy(() -> sorted().using(
                                settings(2, LIMIT).maxSpillBytes(3 << 20).build())
                        .write(Csv.to(output)))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContainingAll("sortBy", spills.toString(), "Execution.maxSpillBytes");
        assertThat(output).doesNotExist();
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void endsAtAnyMoment(int threads) throws IOException {
        Random random = Seeds.fresh();
        Path output = directory.resolve("cancelled.csv");
        long start = System.nanoTime();
        sorted().using(settings(threads, 2 * LIMIT).build()).write(Csv.to(output));
        long whole = System.nanoTime() - start;
        Files.delete(output);
        int cancelled = 0;
        for (int round = 0; round < 12; round++) {
            CancellationToken token = new CancellationToken();
            // at any moment, and often early: a run can be much faster than the first one
            long nanos = random.nextLong(whole) >> (round & 3);
            Thread canceller = new Thread(() -> {
                LockSupport.parkNanos(nanos);
                token.cancel();
            });
            canceller.start();
            try {
                sorted().using(settings(threads, 2 * LIMIT).cancellation(token).build())
                        .write(Csv.to(output));
                Files.delete(output);
            } catch (CancelledException expectedOne) {
                cancelled++;
                assertThat(output).doesNotExist();
            }
            join(canceller);
            assertThat(files()).isEmpty();
        }
        assertThat(cancelled).isPositive();
    }

    @Test
    void whoLeavesTheRowsEarlyGivesTheFileBack() throws IOException {
        try (ChunkIterator chunks = sorted().using(settings(2, LIMIT).build()).chunks()) {
            assertThat(chunks.next()).isTrue();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void anInterruptEndsItAsCancelled() {
        Path output = directory.resolve("interrupted.csv");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        for (int round = 0; round < 6; round++) {
            Thread runner = new Thread(() -> {
                try {
                    sorted().using(settings(2, LIMIT).build()).write(Csv.to(output));
                } catch (PeristyleException failure) {
                    thrown.set(failure);
                }
            });
            runner.start();
            LockSupport.parkNanos(60_000_000L * (round + 1));
            runner.interrupt();
            join(runner);
            if (thrown.get() != null) {
                assertThat(thrown.get()).isInstanceOf(CancelledException.class);
            }
        }
        deleteIfExists(output);
    }

    private static void deleteIfExists(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }
}

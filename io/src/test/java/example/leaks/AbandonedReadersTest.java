package example.leaks;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Peristyle;
import dev.peristyle.Pipeline;
import dev.peristyle.array.LongArray;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.DoubleColumn;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.RowView;
import dev.peristyle.column.StringColumn;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableColumn;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.OpenRun;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.mapped.MappedArrays;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What nobody closes, as a program of a user would have it: in a package that is not the library's, so that warnings name its lines.
 * {@code -Dperistyle.lifetime.abandoned=10000} for more of each.
 */
class AbandonedReadersTest {

    private static final int ABANDONED = Integer.getInteger("peristyle.lifetime.abandoned", 600);
    private static final int ROWS = 3000;
    private static final int CHUNK_ROWS = 100;
    private static final int COLLECTIONS = 5;

    /** Over rows, before the collector begins. */
    private static final int PASSES = 10_000;

    private record Measured(long id, double value) {}

    @TempDir
    Path directory;

    private Path file;
    private final Logger logger = Logger.getLogger("dev.peristyle");
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    /** There is one for each place in the life of a process. */
    private static final List<String> OF_THE_SWITCH = new CopyOnWriteArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            warnings.add(logged.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Set<MemoryPool> poolsBefore;
    private Set<Thread> threadsBefore;

    @BeforeEach
    void write() throws IOException {
        StringBuilder content = new StringBuilder("id,value\n");
        for (int id = 0; id < ROWS; id++) {
            content.append(id).append(',').append(id / 4.0).append('\n');
        }
        file = Files.writeString(directory.resolve("rows.csv"), content);
        // the first runs, so that what starts once is there
        rows(1).forEach(row -> row.isNull(0));
        poolsBefore = Set.copyOf(MemoryPool.openRoots());
        threadsBefore = threads();
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    /** Many windows, so that readers stop in the middle of the file and threads are ahead of them. */
    private Pipeline rows(int threads) {
        CsvOptions options =
                CsvOptions.builder().windowSize(4096).maximumRecordSize(1000).build();
        return Csv.scan(file, options)
                .using(Execution.builder()
                        .threads(threads)
                        .memoryLimit(64 << 20)
                        .build());
    }

    /** Those of the library; the one that gives back stays. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("peristyle-")
                        && !thread.getName().equals("peristyle-cleaner"))
                .collect(Collectors.toSet());
    }

    private static void collectUntil(BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s held, %s at work", MemoryPool.openRoots(), threads())
                    .isLessThan(deadline);
            System.gc();
            Thread.sleep(5);
        }
    }

    private boolean isAllBack() {
        return poolsBefore.containsAll(MemoryPool.openRoots())
                && threadsBefore.containsAll(threads())
                && Peristyle.openRuns().isEmpty()
                && Resources.of(directory).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void allIsGivenBackAndTheWarningNamesTheLine(int threads) throws InterruptedException {
        Pipeline rows = rows(threads);
        int mostPools = 0;
        for (int number = 0; number < ABANDONED; number++) {
            abandon(rows, number);
            mostPools = Math.max(mostPools, MemoryPool.openRoots().size());
        }
        collectUntil(this::isAllBack);
        assertThat(mostPools).as("held at a time").isLessThan(1000);
        OF_THE_SWITCH.addAll(warnings);
        assertThat(OF_THE_SWITCH)
                .hasSize(4)
                .allSatisfy(warning -> assertThat(warning)
                        .contains(
                                "AbandonedReadersTest.abandon(AbandonedReadersTest.java:",
                                "was never closed",
                                "try-with-resources"));
        assertThat(OF_THE_SWITCH.stream().map(warning -> warning.replaceFirst("(?s) over .*| of .*", "")))
                .containsExactlyInAnyOrder("the row cursor", "the chunk iterator", "the stream", "the table");
        assertThat(OF_THE_SWITCH.stream().map(AbandonedReadersTest::line).collect(Collectors.toSet()))
                .as("the four lines of the switch")
                .hasSize(4);
    }

    private static String line(String warning) {
        return warning.replaceFirst("(?s).*AbandonedReadersTest.java:(\\d+).*", "$1");
    }

    private static void abandon(Pipeline rows, int number) {
        switch (number % 4) {
            case 0 -> rows.rows().next();
            case 1 -> rows.chunks().next();
            case 2 -> rows.stream(Measured.class).iterator().next();
            default -> rows.limit(10).collect().column("id").getLong(5);
        }
    }

    @Test
    void whatIsOpenIsShownWithItsPlaceAgeAndSize() {
        StackTraceElement here = new Throwable().getStackTrace()[0];
        try (RowCursor cursor = rows(4).rows()) {
            cursor.next();
            OpenRun run = Peristyle.openRuns().get(0);
            assertThat(run.openedAt()).isEqualTo(at(here, 1));
            assertThat(run.what()).contains("rows.csv", "read by the caller");
            assertThat(run.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
            assertThat(run.memory()).isPositive().isLessThanOrEqualTo(run.peakMemory());
            assertThat(run.threads()).isEqualTo(4);
            assertThat(run).asString().contains(run.what(), run.openedAt(), "4 threads");
        }
        assertThat(Peristyle.openRuns()).isEmpty();
        try (Table table = rows(1).collect()) {
            assertThat(Peristyle.openRuns()).isEmpty();
            MemoryPool held = MemoryPool.openRoots().stream()
                    .filter(pool -> !poolsBefore.contains(pool))
                    .findAny()
                    .orElseThrow();
            assertThat(held.openedAt()).isEqualTo(at(here, 12));
            assertThat(held.used()).isGreaterThanOrEqualTo(16L * table.rowCount());
        }
    }

    private static String at(StackTraceElement first, int linesBelow) {
        return first.toString()
                .replace(":" + first.getLineNumber() + ")", ":" + (first.getLineNumber() + linesBelow) + ")");
    }

    /**
     * The frame that reads is the only one that knows what is read, and the compiler may have left nothing in it but addresses.
     */
    @ParameterizedTest
    @ValueSource(strings = {"column", "text", "cursor", "table column", "table row", "array", "view", "buffer"})
    void whatIsReadStaysUntilItWasRead(String what) throws Exception {
        try (MemoryPool arrays = MemoryPool.create("arrays", 1 << 20)) {
            poolsBefore = Set.copyOf(MemoryPool.openRoots());
            AtomicInteger lost = new AtomicInteger();
            Thread collector = new Thread(() -> {
                for (int number = 0; number < COLLECTIONS; number++) {
                    System.gc();
                    sleep();
                    if (isAllBack() && arrays.used() == 0) {
                        lost.incrementAndGet();
                    }
                }
            });
            double sum = read(what, arrays, collector);
            collector.join();
            assertThat(lost).hasValue(0);
            assertThat(sum).isEqualTo(CHUNK_ROWS * (CHUNK_ROWS - 1) / 2.0);
            collectUntil(() -> isAllBack() && arrays.used() == 0);
        }
    }

    /** Long enough for what gives back to do so. */
    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interruption) {
            throw new IllegalStateException(interruption);
        }
    }

    /** Nothing here keeps what it makes. */
    private double read(String what, MemoryPool arrays, Thread collector) {
        return switch (what) {
            case "column" -> sumOf(firstChunk().doubles("value"), collector);
            case "text" -> sumOf(firstChunk().strings("text"), collector);
            case "cursor" -> lastOf(sumCursor(), collector);
            case "table column" -> sumOf(fewRows().collect().column("value"), collector);
            case "table row" -> lastOf(theSum().collect().iterator().next(), collector);
            case "array" -> sumOf(array(arrays), collector);
            case "view" -> sumOf(array(arrays).every(1).slice(0, CHUNK_ROWS).every(1), collector);
            default -> sumOf(array(arrays).buffer(0, CHUNK_ROWS), collector);
        };
    }

    private Pipeline fewRows() {
        return Csv.scan(file)
                .using(Execution.builder().threads(1).build())
                .limit(CHUNK_ROWS)
                .with("value", col("id").cast(DataType.DOUBLE))
                .with("text", col("id").cast(DataType.STRING));
    }

    private Chunk firstChunk() {
        ChunkIterator chunks = fewRows().chunks();
        chunks.next();
        return chunks.chunk();
    }

    private Pipeline theSum() {
        return fewRows().aggregate(sum(col("value")).as("value"));
    }

    private RowCursor sumCursor() {
        RowCursor cursor = theSum().rows();
        cursor.next();
        return cursor;
    }

    /** Lets the collector begin once what reads is compiled; says when it is through. */
    private static boolean isOver(int pass, Thread collector) {
        if (pass == PASSES) {
            collector.start();
        }
        return pass > PASSES && !collector.isAlive();
    }

    private static LongArray array(MemoryPool pool) {
        LongArray array = LongArray.allocate(pool, CHUNK_ROWS);
        for (int row = 0; row < CHUNK_ROWS; row++) {
            array.set(row, row);
        }
        return array;
    }

    private static double sumOf(DoubleColumn column, Thread collector) {
        double sum = 0;
        for (int pass = 0; !isOver(pass, collector); pass++) {
            sum = 0;
            for (int row = 0; row < column.rowCount(); row++) {
                sum += column.get(row);
            }
        }
        return sum;
    }

    private static double sumOf(StringColumn column, Thread collector) {
        double sum = 0;
        for (int pass = 0; !isOver(pass, collector); pass++) {
            sum = 0;
            for (int row = 0; row < column.rowCount(); row++) {
                sum += Double.parseDouble(column.get(row));
            }
        }
        return sum;
    }

    private static double lastOf(RowView row, Thread collector) {
        double last = 0;
        for (int pass = 0; !isOver(pass, collector); pass++) {
            last = row.getDouble("value");
        }
        return last;
    }

    private static double sumOf(TableColumn column, Thread collector) {
        double sum = 0;
        for (int pass = 0; !isOver(pass, collector); pass++) {
            sum = 0;
            for (long row = 0; row < column.rowCount(); row++) {
                sum += column.getDouble(row);
            }
        }
        return sum;
    }

    private static double sumOf(LongArray array, Thread collector) {
        long sum = 0;
        for (int pass = 0; !isOver(pass, collector); pass++) {
            sum = 0;
            for (long index = 0; index < array.length(); index++) {
                sum += array.get(index);
            }
        }
        return sum;
    }

    private static double sumOf(UnsafeBuffer buffer, Thread collector) {
        long sum = 0;
        for (int pass = 0; !isOver(pass, collector); pass++) {
            sum = 0;
            for (int at = 0; at < buffer.capacity(); at += Long.BYTES) {
                sum += buffer.getLong(at);
            }
        }
        return sum;
    }

    @Test
    void aMappedArrayIsGivenBack() throws InterruptedException {
        Path values = directory.resolve("values");
        try (MemoryPool pool = MemoryPool.create("arrays", 1 << 24)) {
            for (int number = 0; number < 300; number++) {
                MappedArrays.raw(values.resolveSibling("values" + number))
                        .create(1000)
                        .longs(pool)
                        .set(3, number);
            }
            collectUntil(() -> pool.used() == 0 && Resources.of(directory).isEmpty());
        }
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0))
                .contains("LongArray", "values", "aMappedArrayIsGivenBack(AbandonedReadersTest.java:", "never closed");
    }
}

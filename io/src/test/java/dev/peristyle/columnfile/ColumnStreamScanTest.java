package dev.peristyle.columnfile;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that are read: whole, cut off, damaged and lying ones, from files and as they pass. */
class ColumnStreamScanTest {
    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("name", DataType.STRING)
            .add("flag", DataType.BOOLEAN)
            .build();

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private byte[] written(Schema schema, List<Object[]> rows, BatchCompression compression) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        ColumnFileWriteOptions options =
                ColumnFileWriteOptions.builder().compression(compression).build();
        // batches of 64 KB
        ColumnFiles.write(ColumnStream.to(stream, options), schema, rows, 2 << 20, 100, random);
        return stream.toByteArray();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("rows.arrows"), bytes);
    }

    private static List<Object[]> rows(Pipeline pipeline, int threads) {
        Execution execution =
                Execution.builder().threads(threads).memoryLimit(64 << 20).build();
        try (Table table = pipeline.using(execution).collect()) {
            return BoxedRows.of(table);
        }
    }

    private static List<Object> texts(Pipeline pipeline) {
        return rows(pipeline, 2).stream().map(row -> row[0]).toList();
    }

    @Test
    void whatWeWriteIsRead() throws IOException {
        Schema schema = BoxedRows.everyType();
        for (BatchCompression compression : BatchCompression.values()) {
            List<Object[]> all = BoxedRows.random(schema, 1500, 0.3, random);
            byte[] stream = written(schema, all, compression);
            Path file = file(stream);
            for (WindowMode mode : WindowMode.values()) {
                ColumnStreamOptions options =
                        ColumnStreamOptions.builder().windows(mode).build();
                ColumnFiles.assertSame(rows(ColumnStream.scan(file, options), 3), all);
            }
            ColumnFiles.assertSame(rows(ColumnStream.scan(new Trickle(stream, random)), 3), all);
        }
    }

    @Test
    void dictionariesGrowAndAreReplacedBetweenBatches() throws IOException {
        String[] many = new String[20];
        Arrays.setAll(many, at -> "a text that is longer than others, number " + at);
        byte[] stream = MadeStream.ofTexts()
                .dictionary(7, false, "one", "two")
                .dictionary(8, false, "of another column")
                .rows(0, 1, 1)
                .rows()
                .dictionary(7, true, "three")
                .rows(2, 0)
                .dictionary(7, true, many)
                .rows(22, 3, 2, 1)
                .dictionary(7, false, "new")
                .rows(0)
                .dictionary(7, true, "newer", "")
                .rows(2, 1, 0)
                .end()
                .toBytes();
        List<Object> expected = List.of(
                "one", "two", "two", "three", "one", many[19], many[0], "three", "two", "new", "", "newer", "new");
        Path file = file(stream);
        assertThat(texts(ColumnStream.scan(file))).isEqualTo(expected);
        assertThat(texts(ColumnStream.scan(new ByteArrayInputStream(stream)))).isEqualTo(expected);
        assertThat(ColumnStream.scan(file).filter(col("a").eq("two")).count()).isEqualTo(3);
        assertThat(ColumnStream.scan(new ByteArrayInputStream(stream)).count()).isEqualTo(expected.size());
    }

    @Test
    void aPositionThatItsDictionaryDoesNotHaveYetIsAnError() throws IOException {
        byte[][] streams = {
            MadeStream.ofTexts().rows(0).dictionary(7, false, "late").end().toBytes(),
            MadeStream.ofTexts()
                    .dictionary(7, false, "one")
                    .rows(0)
                    .dictionary(7, false)
                    .rows(0)
                    .end()
                    .toBytes()
        };
        for (byte[] stream : streams) {
            Path file = file(stream);
            assertThatThrownBy(() -> texts(ColumnStream.scan(file)))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("is not in the dictionary of 0 values");
            assertThatThrownBy(() -> texts(ColumnStream.scan(new ByteArrayInputStream(stream))))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("is not in the dictionary of 0 values");
        }
    }

    @Test
    void aStreamCutOffAnywhereIsAnErrorAfterTheRowsBefore() throws IOException {
        byte[] stream = MadeStream.ofTexts()
                .dictionary(7, false, "one", "two")
                .rows(0, 1)
                .rows(1)
                .end()
                .toBytes();
        for (int length = 0; length < stream.length; length++) {
            byte[] cut = Arrays.copyOf(stream, length);
            Path file = file(cut);
            String place = length + " bytes";
            for (boolean counts : new boolean[] {true, false}) {
                assertThatThrownBy(() -> run(ColumnStream.scan(file), counts))
                        .as(place)
                        .isInstanceOf(MalformedDataException.class)
                        .hasMessageContaining(file.toString());
                assertThatThrownBy(() -> run(ColumnStream.scan(new Trickle(cut, random)), counts))
                        .as(place)
                        .isInstanceOf(MalformedDataException.class)
                        .hasMessageContaining("stream");
            }
        }
        List<String> seen = new ArrayList<>();
        assertThatThrownBy(() -> ColumnStream.scan(new ByteArrayInputStream(stream, 0, stream.length - 8))
                        .using(Execution.builder().threads(1).build())
                        .forEach(row -> seen.add(row.getString("a"))))
                .hasMessageContaining("without the mark of the end");
        assertThat(seen).containsExactly("one", "two", "two");
    }

    private static void run(Pipeline pipeline, boolean counts) {
        if (counts) {
            pipeline.count();
        } else {
            texts(pipeline);
        }
    }

    @Test
    void anEndWithoutItsMarkIsTakenWhereThatIsSaid() throws IOException {
        byte[] stream = MadeStream.ofInts().ints(1, 2).ints(3).toBytes();
        ColumnStreamOptions options =
                ColumnStreamOptions.builder().requireEnd(false).build();
        Path file = file(stream);
        for (Pipeline pipeline : List.of(
                ColumnStream.scan(file, options), ColumnStream.scan(new ByteArrayInputStream(stream), options))) {
            AtomicReference<RunReport> report = new AtomicReference<>();
            Execution execution = Execution.builder().report(report::set).build();
            try (Table table = pipeline.using(execution).collect()) {
                assertThat(table.rowCount()).isEqualTo(3);
            }
            assertThat(report.get().toString()).contains("streams without the mark of their end");
        }
        // but not one that ends elsewhere
        Path cut = file(Arrays.copyOf(stream, stream.length - 1));
        assertThatThrownBy(() -> ColumnStream.scan(cut, options).count()).hasMessageContaining("is not whole");
    }

    @Test
    void whatIsNoStreamIsSaid() throws IOException {
        Path column = directory.resolve("rows.arrow");
        ColumnFiles.write(column, SCHEMA, BoxedRows.random(SCHEMA, 5, 0, random), 1 << 20, 5, random);
        assertThatThrownBy(() -> ColumnStream.scan(column)).hasMessageContaining("Read it with ColumnFile.scan(file)");
        Path stream = file(MadeStream.ofInts().ints(1).end().toBytes());
        assertThatThrownBy(() -> ColumnFile.scan(stream)).hasMessageContaining("ColumnStream.scan(file)");
        Path csv = file("id,name\n1,a\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ColumnStream.scan(csv))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("no stream of columns");
        Path empty = file(new byte[0]);
        assertThatThrownBy(() -> ColumnStream.scan(empty)).hasMessageContaining("before it says which columns");
        Path two = file(MadeStream.ofInts().ints(1).end().ints(2).end().toBytes());
        assertThatThrownBy(() -> ColumnStream.scan(two).count()).hasMessageContaining("goes on after the mark");
        assertThatThrownBy(() -> ColumnStream.scan(
                        stream,
                        ColumnStreamOptions.builder().columns(List.of("b")).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatFollowsAStreamIsAnErrorWhereNothingMay() throws IOException {
        ColumnStreamOptions alone =
                ColumnStreamOptions.builder().requireEndOfInput(true).build();
        byte[] one = MadeStream.ofInts().ints(1, 2).end().toBytes();
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        assertThat(ColumnStream.scan(new Trickle(one, random), alone).count()).isEqualTo(2);
        assertThat(ColumnStream.scan(new Trickle(two, random)).count()).isEqualTo(2);
        assertThatThrownBy(
                        () -> ColumnStream.scan(new Trickle(two, random), alone).count())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("goes on after the mark of its end, which is before byte " + one.length);
        assertThatThrownBy(() -> ColumnStream.scan(new Trickle(Arrays.copyOf(one, one.length + 1), random), alone)
                        .count())
                .hasMessageContaining("goes on after");
        // a reader who wants no more does not wait for what follows
        assertThat(ColumnStream.scan(new Trickle(two, random), alone).limit(1).count())
                .isEqualTo(1);
    }

    @Test
    void aStreamIsReadOnceUpToItsMarkAndNotClosed() throws IOException {
        byte[] stream = MadeStream.ofInts().ints(1, 2).end().toBytes();
        byte[] more = Arrays.copyOf(stream, stream.length + 10);
        boolean[] closed = {false};
        Trickle bytes = new Trickle(more, random) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        Pipeline pipeline = ColumnStream.scan(bytes);
        assertThat(pipeline.schema().names()).containsExactly("a");
        assertThat(pipeline.count()).isEqualTo(2);
        assertThat(bytes.position()).isEqualTo(stream.length);
        assertThat(closed[0]).isFalse();
        assertThatThrownBy(pipeline::count)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only once");
    }

    @Test
    void aRunThatTakesFewerRowsLeavesNothing() throws IOException {
        List<Object[]> all = BoxedRows.random(SCHEMA, 20_000, 0.1, random);
        byte[] stream = written(SCHEMA, all, BatchCompression.LZ4);
        Path file = file(stream);
        for (Pipeline pipeline : List.of(ColumnStream.scan(file), ColumnStream.scan(new Trickle(stream, random)))) {
            try (RowCursor row = pipeline.limit(3).rows()) {
                assertThat(row.next()).isTrue();
            }
        }
    }

    /** Lengths that nobody could mean are found before there is memory for them. */
    @Test
    void hostileLengthsAreErrorsWithoutMemory() throws IOException {
        long[][] claims = {
            {1, 4, Long.MAX_VALUE},
            {1, 4, -1},
            {1, 1L << 40, 1L << 41},
            {1L << 60, 1L << 62, Long.MAX_VALUE - 1000},
            {1L << 60, 4, 8},
            {-1, 4, 8},
            {1, 100, 8}
        };
        for (long[] claim : claims) {
            byte[] stream = MadeStream.ofInts()
                    .claimed(claim[0], claim[1], claim[2])
                    .bytes(new byte[8])
                    .toBytes();
            Path file = file(stream);
            for (boolean counts : new boolean[] {true, false}) {
                assertThatThrownBy(() -> run(ColumnStream.scan(file), counts))
                        .as(Arrays.toString(claim))
                        .isInstanceOf(MalformedDataException.class)
                        .hasMessageContaining("at byte");
                assertThatThrownBy(() -> run(ColumnStream.scan(new ByteArrayInputStream(stream)), counts))
                        .as(Arrays.toString(claim))
                        .isInstanceOf(MalformedDataException.class)
                        .hasMessageContaining("at byte");
            }
        }
        for (int length : new int[] {Integer.MAX_VALUE, -2, 1 << 26, 1 << 20}) {
            byte[] stream = MadeStream.ofInts()
                    .number(-1)
                    .number(length)
                    .bytes(new byte[8])
                    .toBytes();
            assertThatThrownBy(() ->
                            ColumnStream.scan(new ByteArrayInputStream(stream)).count())
                    .isInstanceOf(MalformedDataException.class);
            Path file = file(stream);
            assertThatThrownBy(() -> ColumnStream.scan(file).count()).isInstanceOf(MalformedDataException.class);
        }
    }

    /** A body that is not there takes only what has come of it, whatever its length claims. */
    @Test
    void memoryGrowsWithWhatComes() {
        byte[] stream = MadeStream.ofInts()
                .claimed(1L << 28, 1L << 30, 1L << 30)
                .bytes(new byte[10_000])
                .toBytes();
        Execution execution =
                Execution.builder().threads(1).memoryLimit(16 << 20).build();
        assertThatThrownBy(() -> ColumnStream.scan(new ByteArrayInputStream(stream))
                        .using(execution)
                        .forEach(row -> {}))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("is not whole");
    }

    /** One batch of more bytes than the limit: a file is read where it lies, what passes has to be held. */
    @Test
    void aBatchLargerThanTheLimitIsReadFromAFile() throws IOException {
        int[] values = random.ints(4_000_000).toArray();
        byte[] stream = MadeStream.ofInts().ints(values).end().toBytes();
        Path file = file(stream);
        long sum = 0;
        for (int value : values) {
            sum += value;
        }
        for (int threads : new int[] {1, 3}) {
            Execution execution =
                    Execution.builder().threads(threads).memoryLimit(8 << 20).build();
            long[] found = {0};
            ColumnStream.scan(file)
                    .aggregate(dev.peristyle.Aggregates.sum(col("a")).as("s"))
                    .using(execution)
                    .forEach(row -> found[0] = row.getLong("s"));
            assertThat(found[0]).isEqualTo(sum);
            assertThatThrownBy(() -> ColumnStream.scan(new ByteArrayInputStream(stream))
                            .using(execution)
                            .forEach(row -> {}))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("column stream: batch");
        }
        Execution enough = Execution.builder().memoryLimit(24 << 20).build();
        assertThat(ColumnStream.scan(new ByteArrayInputStream(stream))
                        .using(enough)
                        .filter(col("a").isNotNull())
                        .count())
                .isEqualTo(values.length);
    }

    /** Wrong values may come out of a damaged stream, which has no checksums; but nothing else than rows or an error. */
    @Test
    void flippedBitsEndInRowsOrAnError() throws IOException {
        byte[] dictionaries = MadeStream.ofTexts()
                .dictionary(7, false, "one", "two")
                .rows(0, 1)
                .dictionary(7, true, "three")
                .rows(2, 1)
                .end()
                .toBytes();
        byte[] plain = written(SCHEMA, BoxedRows.random(SCHEMA, 20, 0.3, random), BatchCompression.NONE);
        byte[] compressed = written(SCHEMA, BoxedRows.random(SCHEMA, 200, 0.3, random), BatchCompression.ZSTD);
        int errors = 0;
        for (byte[] stream : List.of(dictionaries, plain, compressed)) {
            for (int attempt = 0; attempt < 400; attempt++) {
                byte[] damaged = stream.clone();
                for (int flips = 1 + random.nextInt(2); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                errors += isError(ColumnStreamScanTest::passing, damaged) ? 1 : 0;
                Path file = attempt % 4 == 0 ? file(damaged) : null;
                errors += file != null && isError(bytes -> ColumnStream.scan(file), damaged) ? 1 : 0;
            }
        }
        assertThat(errors).isGreaterThan(100);
    }

    private static Pipeline passing(byte[] stream) {
        InputStream bytes = new ByteArrayInputStream(stream);
        return ColumnStream.scan(bytes);
    }

    private interface Scanning {
        Pipeline scan(byte[] stream);
    }

    private static boolean isError(Scanning scanning, byte[] stream) {
        try (Table table = scanning.scan(stream)
                .using(Execution.builder().threads(1).memoryLimit(16 << 20).build())
                .collect()) {
            assertThat(table.rowCount()).isNotNegative();
            return false;
        } catch (PeristyleException known) {
            assertThat(known.getMessage()).isNotBlank();
            return true;
        }
    }
}

package dev.peristyle.columnfile;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.column.Table;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows are added whole or not at all; {@code -Dperistyle.test.kills=200} kills more processes that do it. */
@Timeout(3600)
class AppendTest {
    private static final int KILLS = Integer.getInteger("peristyle.test.kills", 4);
    private static final int ROWS = 20_000;

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private static List<Object[]> read(Path file) {
        try (Table table = ColumnFile.scan(file).collect()) {
            return BoxedRows.of(table);
        }
    }

    private static void append(Path file, Schema schema, List<Object[]> rows) {
        try (MemoryPool pool = MemoryPool.create("test", 64 << 20);
                ChunkFixture fixture = new ChunkFixture(pool, schema);
                SinkWriter writer = ColumnFile.append(file).open(schema, new ColumnFiles.Run(pool));
                SinkWriter.Encoder encoder = writer.encoder(pool)) {
            if (!rows.isEmpty()) {
                encoder.encode(fixture.chunk(rows), 0);
                writer.append(encoder);
            }
            writer.commit();
        }
    }

    @Test
    void rowsOfEachTypeAreAdded() throws IOException {
        Schema schema = BoxedRows.everyType();
        Path file = directory.resolve("rows.arrow");
        List<Object[]> all = new ArrayList<>();
        for (int count : new int[] {0, 1, 300, 0, 65}) {
            List<Object[]> more = BoxedRows.random(schema, count, 0.2, random);
            append(file, schema, more);
            all.addAll(more);
            ColumnFiles.assertSame(read(file), all);
            ColumnFiles.assertSame(ArrowFiles.read(file, new ArrayList<>()), all);
            assertThat(ColumnFile.verify(file)).isEqualTo(Files.size(file));
            assertThat(ColumnFile.scan(file).count()).isEqualTo(all.size());
        }
        assertThat(directory.toFile().list()).containsExactly("rows.arrow");
    }

    @Test
    void whatIsKnownOfAllRowsGoesOn() {
        Schema schema = Schema.builder()
                .add("id", DataType.LONG)
                .add("name", DataType.STRING)
                .build();
        Path file = directory.resolve("rows.arrow");
        for (int part = 0; part < 5; part++) {
            List<Object[]> rows = new ArrayList<>();
            for (long row = 0; row < 1000; row++) {
                long id = part * 1000L + row;
                rows.add(new Object[] {id, String.format("name %08d", id)});
            }
            append(file, schema, rows);
        }
        Pipeline few = ColumnFile.scan(file)
                .filter(col("name").ge("name 00002500").and(col("id").lt(2503)));
        assertThat(few.explain()).contains("4 of 5 batches skipped").contains("binary search in [id, name]");
        assertThat(few.count()).isEqualTo(3);
        append(file, schema, List.<Object[]>of(new Object[] {7L, null}));
        assertThat(ColumnFile.scan(file).filter(col("id").ge(4999)).explain())
                .contains("5 of 6 batches skipped")
                .doesNotContain("binary search");
        assertThat(ColumnFile.scan(file).filter(col("id").eq(7)).count()).isEqualTo(2);
    }

    @Test
    void otherColumnsAreAnErrorAndTheFileStays() throws IOException {
        Path file = directory.resolve("rows.arrow");
        Schema schema = Schema.builder()
                .add("a", DataType.INT)
                .add("b", DataType.STRING)
                .build();
        append(file, schema, List.<Object[]>of(new Object[] {1, "x"}));
        byte[] before = Files.readAllBytes(file);
        Schema otherType = Schema.builder()
                .add("a", DataType.LONG)
                .add("b", DataType.STRING)
                .build();
        assertThatThrownBy(() -> append(file, otherType, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot append to " + file + ": column 1 is 'a' int there, but 'a' long in what");
        Schema otherOrder = Schema.builder()
                .add("b", DataType.STRING)
                .add("a", DataType.INT)
                .build();
        assertThatThrownBy(() -> append(file, otherOrder, List.of()))
                .hasMessageContaining("column 1 is 'a' int there, but 'b' string");
        assertThatThrownBy(() -> append(file, schema.select(List.of("a")), List.of()))
                .hasMessageContaining("column 2 is 'b' string there, but nothing");
        Schema more = Schema.builder()
                .add("a", DataType.INT)
                .add("b", DataType.STRING)
                .add("c", DataType.DATE)
                .build();
        assertThatThrownBy(() -> append(file, more, List.of())).hasMessageContaining("column 3 is nothing there");
        // by a pipeline too, and not while the file is read
        Path csv = Files.writeString(directory.resolve("rows.csv"), "a\n1\n");
        assertThatThrownBy(() -> Csv.scan(csv).write(ColumnFile.append(file)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ColumnFile.scan(file).write(ColumnFile.append(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the pipeline reads it");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("rows.arrow", "rows.csv");
    }

    @Test
    void whatIsNoFileOfOursIsNotAddedTo() throws IOException {
        Schema schema = Schema.builder().add("a", DataType.INT).build();
        Path file = Files.writeString(directory.resolve("rows.arrow"), "something else");
        assertThatThrownBy(() -> append(file, schema, List.of())).isInstanceOf(MalformedDataException.class);
        assertThat(file).hasContent("something else");
        Files.delete(file);
        append(file, schema, List.<Object[]>of(new Object[] {1}));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 100] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> append(file, schema, List.of()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("damaged footer");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        assertThat(directory.toFile().list()).containsExactly("rows.arrow");
    }

    @Test
    void aFileThatAnotherHasWrittenMeanwhileStays() throws IOException {
        Schema schema = Schema.builder().add("a", DataType.INT).build();
        Path file = directory.resolve("rows.arrow");
        for (boolean isThere : new boolean[] {false, true}) {
            try (MemoryPool pool = MemoryPool.create("test", 64 << 20);
                    SinkWriter writer = ColumnFile.append(file).open(schema, new ColumnFiles.Run(pool))) {
                append(file, schema, List.<Object[]>of(new Object[] {isThere ? 2 : 1}));
                assertThatThrownBy(writer::commit)
                        .isInstanceOf(DataAccessException.class)
                        .hasMessageContaining(file.toString());
            }
        }
        ColumnFiles.assertSame(read(file), List.of(new Object[] {1}, new Object[] {2}));
        assertThat(directory.toFile().list()).containsExactly("rows.arrow");
    }

    @Test
    void aProcessThatIsKilledLeavesAllRowsOfBeforeOrMore() throws Exception {
        StringBuilder text = new StringBuilder("id,name\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(row).append(",name ").append(row % 100).append('\n');
        }
        Path csv = Files.writeString(directory.resolve("rows.csv"), text);
        Path file = directory.resolve("rows.arrow");
        long known = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path log = directory.resolve("appended.log");
            Process process = start(csv, file, log);
            try {
                while (process.isAlive() && (!Files.exists(log) || Files.size(log) == 0)) {
                    Thread.onSpinWait();
                }
                // the rest of a round, and some of the next
                LockSupport.parkNanos(random.nextLong(60_000_000));
            } finally {
                process.destroyForcibly().waitFor();
            }
            long said = Files.readAllLines(log).size();
            assertThat(said).isPositive();
            known += said;
            ColumnFile.verify(file);
            long rows = ColumnFile.scan(file).count();
            assertThat(rows % ROWS).isZero();
            // what was said to be added is there, and what was not yet said may be
            assertThat(rows / ROWS).isBetween(known, known + 1);
            known = rows / ROWS;
            assertThat(ColumnFile.scan(file).filter(col("id").eq(ROWS - 1)).count())
                    .isEqualTo(known);
        }
        List<Integer> batches = new ArrayList<>();
        List<Object[]> all = ArrowFiles.read(file, batches);
        assertThat(all).hasSize((int) (ROWS * known));
        assertThat(batches).hasSize((int) known);
        for (int row = 0; row < all.size(); row++) {
            assertThat(all.get(row)).containsExactly((long) row % ROWS, "name " + row % ROWS % 100);
        }
        // what a killed process leaves has a name that nothing takes for data
        for (String name : directory.toFile().list()) {
            assertThat(name).matches("appended\\.log|rows\\.csv|rows\\.arrow|\\.rows\\.arrow\\..*\\.tmp");
        }
    }

    private static Process start(Path csv, Path file, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        csv.toString(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(log.toFile())
                .start();
    }
}

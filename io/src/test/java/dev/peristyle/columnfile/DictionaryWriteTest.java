package dev.peristyle.columnfile;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that are written by a dictionary: Arrow Java reads the same values. */
class DictionaryWriteTest {
    private static final long PLENTY = 256 << 20;

    /** Enough for three dictionaries of 196 KB, and for batches of 1.5 MB. */
    private static final long SOME = 48 << 20;

    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("mode", DataType.STRING)
            .add("free", DataType.STRING)
            .add("flag", DataType.STRING)
            .build();

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private Path file() {
        return directory.resolve("rows.arrow");
    }

    private static ColumnFileWriteOptions.Builder byDictionary(String... columns) {
        return ColumnFileWriteOptions.builder().dictionary(columns);
    }

    private List<Object[]> rows(int count, int modes) {
        List<Object[]> rows = new ArrayList<>();
        for (long row = 0; row < count; row++) {
            int mode = random.nextInt(modes);
            rows.add(new Object[] {
                row,
                mode == 0 ? null : mode == 1 ? "" : "modé " + mode + "x".repeat(mode % 30),
                "free " + random.nextLong(),
                random.nextInt(4) == 0 ? null : random.nextBoolean() ? "Y" : "N"
            });
        }
        return rows;
    }

    private void write(ColumnFileWriteOptions options, List<Object[]> rows, long limit) {
        ColumnFiles.write(ColumnFile.to(file(), options), SCHEMA, rows, limit, 200, random);
    }

    private static List<Object[]> rows(Pipeline pipeline) {
        try (Table table = pipeline.collect()) {
            return BoxedRows.of(table);
        }
    }

    @ParameterizedTest
    @EnumSource(value = BatchCompression.class, mode = EnumSource.Mode.EXCLUDE, names = "ZSTD")
    void whatIsWrittenIsReadByArrowAndByUs(BatchCompression compression) throws IOException {
        ColumnFileWriteOptions options =
                byDictionary("mode", "flag").compression(compression).build();
        for (int count : new int[] {0, 1, 9, 3000}) {
            for (int modes : new int[] {1, 7, 2000}) {
                List<Object[]> rows = rows(count, modes);
                write(options, rows, count == 3000 ? 2 << 20 : PLENTY);
                ColumnFiles.assertSame(ArrowFiles.read(file(), new ArrayList<>()), rows);
                ColumnFiles.assertSame(rows(ColumnFile.scan(file())), rows);
                assertThat(ColumnFile.verify(file())).isEqualTo(Files.size(file()));
                assertThat(ColumnFile.scan(file(), List.of("flag"))
                                .filter(col("flag").eq("Y"))
                                .count())
                        .isEqualTo(
                                rows.stream().filter(row -> "Y".equals(row[3])).count());
            }
        }
    }

    @Test
    void aFileIsSmallerForIt() throws IOException {
        List<Object[]> rows = rows(20_000, 20);
        write(ColumnFileWriteOptions.defaults(), rows, PLENTY);
        long plain = Files.size(file());
        write(byDictionary("mode").build(), rows, PLENTY);
        // a text has four bytes for its offset and 25 in the middle, a position two
        assertThat(plain - Files.size(file())).isGreaterThan(20_000 * 15);
        assertThat(ColumnFile.scan(file()).explain()).contains("zone maps");
    }

    @Test
    void tooManyValuesAreAnErrorThatNamesTheColumn() {
        Schema schema = Schema.builder().add("a", DataType.STRING).build();
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 32_768; row++) {
            rows.add(new Object[] {"value " + row});
        }
        ColumnFileWriteOptions options = byDictionary("a").build();
        ColumnFiles.write(ColumnFile.to(file(), options), schema, rows.subList(0, 32_767), PLENTY, 8000, random);
        ColumnFiles.assertSame(rows(ColumnFile.scan(file())), rows.subList(0, 32_767));
        assertThatThrownBy(() -> ColumnFiles.write(ColumnFile.to(file(), options), schema, rows, PLENTY, 8000, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'a' cannot be written by a dictionary: it has more than 32767 different");
        // 64 KB of text, however small the memory is
        List<Object[]> texts = List.of(new Object[] {"x".repeat(40_000)}, new Object[] {"y".repeat(40_000)});
        assertThatThrownBy(() -> ColumnFiles.write(ColumnFile.to(file(), options), schema, texts, 1 << 20, 1, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 32767 of 65536 bytes");
    }

    @Test
    void whatCannotBeIsSaidBeforeAnythingIsWritten() throws IOException {
        List<Object[]> rows = rows(10, 5);
        assertThatThrownBy(() -> write(byDictionary("none").build(), rows, PLENTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no column [none]");
        assertThatThrownBy(() -> write(byDictionary("id").build(), rows, PLENTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'id' is of type long");
        assertThat(directory).isEmptyDirectory();
        write(byDictionary("mode").build(), rows, PLENTY);
        assertThatThrownBy(() -> ColumnFiles.write(
                        ColumnFile.append(file(), byDictionary("mode").build()), SCHEMA, rows, PLENTY, 100, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave out dictionary(...)");
    }

    private void append(List<Object[]> rows, long limit) {
        ColumnFiles.write(ColumnFile.append(file()), SCHEMA, rows, limit, 200, random);
    }

    private void check(List<Object[]> rows) throws IOException {
        ColumnFiles.assertSame(ArrowFiles.read(file(), new ArrayList<>()), rows);
        ColumnFiles.assertSame(rows(ColumnFile.scan(file())), rows);
        assertThat(ColumnFile.verify(file())).isEqualTo(Files.size(file()));
        assertThat(directory.toFile().list()).containsExactly("rows.arrow");
    }

    @Test
    void whatIsAppendedGoesOnWithTheDictionaries() throws IOException {
        List<Object[]> all = new ArrayList<>();
        for (int part = 0; part < 4; part++) {
            List<Object[]> more = rows(part == 1 ? 0 : 700, 5 + 40 * part);
            if (part == 0) {
                write(byDictionary("mode", "flag").build(), more, PLENTY);
            } else {
                append(more, PLENTY);
            }
            all.addAll(more);
            check(all);
        }
        assertThat(dictionaries()).isEqualTo(2);
        long rows = all.stream().filter(row -> "Y".equals(row[3])).count();
        assertThat(ColumnFile.scan(file()).filter(col("flag").eq("Y")).count()).isEqualTo(rows);
    }

    @Test
    void whatIsAppendedBeyondADictionaryIsWrittenWithoutIt() throws IOException {
        List<Object[]> all = new ArrayList<>(rows(3000, 20));
        write(byDictionary("mode", "flag").build(), all, PLENTY);
        List<Object[]> many = different(33_000);
        append(many, PLENTY);
        all.addAll(many);
        check(all);
        assertThat(dictionaries()).isEqualTo(1);
    }

    @Test
    void aDictionaryThatThereIsNoMemoryForIsReadAndWrittenAsItIs() throws IOException {
        List<Object[]> all = new ArrayList<>();
        for (long row = 0; row < 3000; row++) {
            all.add(new Object[] {row, "x".repeat(100) + row, null, row % 3 == 0 ? "Y" : "N"});
        }
        write(byDictionary("mode", "flag").build(), all, PLENTY);
        List<Object[]> more = rows(10, 3);
        append(more, 8 << 20);
        all.addAll(more);
        check(all);
        assertThat(dictionaries()).isZero();
    }

    @Test
    void aDamagedDictionaryIsNotAppendedTo() throws IOException {
        write(byDictionary("mode", "flag").build(), rows(300, 12), PLENTY);
        byte[] whole = Files.readAllBytes(file());
        int text = new String(whole, StandardCharsets.ISO_8859_1).indexOf("mod\u00c3\u00a9 ");
        whole[text] = 'M';
        Files.write(file(), whole);
        assertThatThrownBy(() -> append(rows(1, 1), PLENTY))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("checksum");
        assertThat(Files.readAllBytes(file())).isEqualTo(whole);
        assertThat(directory.toFile().list()).containsExactly("rows.arrow");
    }

    /** New checksums would hide the damage. */
    @Test
    void damagedRowsAreNotWrittenAgain() throws IOException {
        for (boolean isShortOfMemory : new boolean[] {true, false}) {
            List<Object[]> first = new ArrayList<>();
            for (long row = 0; row < 3000; row++) {
                String text = isShortOfMemory ? "x".repeat(100) + row : "mode " + row % 20;
                first.add(new Object[] {row, text, null, row % 3 == 0 ? "Y" : "N"});
            }
            write(byDictionary("mode", "flag").build(), first, PLENTY);
            byte[] bytes = Files.readAllBytes(file());
            String ids = "d" + "\0".repeat(7) + "e" + "\0".repeat(7);
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(ids);
            bytes[at] ^= 1;
            Files.write(file(), bytes);
            List<Object[]> more = isShortOfMemory ? rows(10, 3) : different(33_000);
            assertThatThrownBy(() -> append(more, isShortOfMemory ? 8 << 20 : PLENTY))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("is damaged at byte");
            assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
            assertThat(directory.toFile().list()).containsExactly("rows.arrow");
        }
    }

    private static final ColumnFileWriteOptions CHOSEN =
            ColumnFileWriteOptions.builder().chooseDictionaries().build();

    private List<Object[]> different(int count) {
        List<Object[]> rows = new ArrayList<>();
        for (long row = 0; row < count; row++) {
            rows.add(new Object[] {row, "different " + row, "free", row % 2 == 0 ? "N" : null});
        }
        return rows;
    }

    /** How many columns Arrow Java finds a dictionary for. */
    private long dictionaries() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            return reader.getVectorSchemaRoot().getSchema().getFields().stream()
                    .filter(field -> field.getDictionary() != null)
                    .count();
        }
    }

    @Test
    void columnsOfFewTextsAreChosen() throws IOException {
        for (int count : new int[] {0, 1, 50, 20_000}) {
            List<Object[]> rows = rows(count, 30);
            write(CHOSEN, rows, PLENTY);
            check(rows);
            assertThat(dictionaries()).isEqualTo(count == 20_000 ? 2 : 0);
        }
        // one for each 16 MB of the limit, that which saves the most
        List<Object[]> rows = rows(20_000, 30);
        write(CHOSEN, rows, 17 << 20);
        check(rows);
        assertThat(dictionaries()).isEqualTo(1);
        write(CHOSEN, rows, 15 << 20);
        check(rows);
        assertThat(dictionaries()).isZero();
        // in order, other texts come later
        rows.sort(Comparator.comparing(row -> row[3] == null ? "" : (String) row[3]));
        write(CHOSEN, rows, PLENTY);
        check(rows);
        assertThat(dictionaries()).isEqualTo(1);
        // what is named is so too
        write(byDictionary("free").chooseDictionaries().build(), rows, PLENTY);
        check(rows);
        assertThat(dictionaries()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = BatchCompression.class, mode = EnumSource.Mode.EXCLUDE, names = "ZSTD")
    void aColumnThatHasManyTextsLaterLosesItsDictionary(BatchCompression compression) throws IOException {
        List<Object[]> all = new ArrayList<>(rows(35_000, 20));
        all.addAll(different(15_000));
        all.addAll(rows(1000, 30));
        ColumnFileWriteOptions options = ColumnFileWriteOptions.builder()
                .chooseDictionaries()
                .compression(compression)
                .build();
        ColumnFiles.write(ColumnFile.to(file(), options), SCHEMA, all, SOME, 8000, random);
        check(all);
        assertThat(dictionaries()).isEqualTo(1);
        assertThat(ColumnFile.scan(file())
                        .filter(col("mode").eq("different 14999"))
                        .count())
                .isEqualTo(1);
        assertThat(ColumnFile.scan(file()).filter(col("mode").isNull()).count())
                .isEqualTo(all.stream().filter(row -> row[1] == null).count());
    }

    @Test
    void rowsAreWrittenAgainInLittleMemoryAndWithThreads() throws IOException {
        List<Object[]> all = new ArrayList<>(rows(30_000, 20));
        all.addAll(different(15_000));
        Path input = directory.resolve("in.arrow");
        ColumnFiles.write(ColumnFile.to(input), SCHEMA, all, PLENTY, 8000, random);
        for (int threads : new int[] {1, 4}) {
            for (long limit : new long[] {16 << 20, 33 << 20}) {
                Execution execution =
                        Execution.builder().threads(threads).memoryLimit(limit).build();
                ColumnFile.scan(input).using(execution).write(ColumnFile.to(file(), CHOSEN));
                ColumnFiles.assertSame(rows(ColumnFile.scan(file())), all);
                assertThat(ColumnFile.verify(file())).isEqualTo(Files.size(file()));
                assertThat(directory.toFile().list()).containsExactlyInAnyOrder("in.arrow", "rows.arrow");
            }
        }
    }

    @Test
    void severalColumnsCanLoseTheirs() throws IOException {
        Schema schema = Schema.builder()
                .add("a", DataType.STRING)
                .add("b", DataType.STRING)
                .add("c", DataType.STRING)
                .build();
        List<Object[]> all = new ArrayList<>();
        String a = "a".repeat(40);
        for (int row = 0; row < 50_000; row++) {
            boolean hasA = row < 20_000;
            boolean hasB = row < 35_000;
            all.add(new Object[] {a + (hasA ? row % 7 : row), a + (hasB ? row % 5 : row), "c" + row % 3});
        }
        ColumnFiles.write(ColumnFile.to(file(), CHOSEN), schema, all, SOME, 2000, random);
        check(all);
        assertThat(dictionaries()).isEqualTo(1);
    }

    @Test
    void aRunThatIsCancelledWhileItWritesAgainLeavesNothing() {
        List<Object[]> all = new ArrayList<>(rows(35_000, 20));
        all.addAll(different(15_000));
        assertThatThrownBy(() -> ColumnFiles.write(
                        new CancelledWhenReadAgain(ColumnFile.to(file(), CHOSEN)), SCHEMA, all, SOME, 8000, random))
                .isInstanceOf(CancelledException.class);
        assertThat(directory).isEmptyDirectory();
    }

    /** A run that is cancelled when it is told of progress, which a writer alone does not tell of. */
    private record CancelledWhenReadAgain(Sink sink) implements Sink {
        @Override
        public String describe() {
            return sink.describe();
        }

        @Override
        public SinkWriter open(Schema schema, RunContext context) {
            return sink.open(schema, new RunContext() {
                @Override
                public MemoryPool memory() {
                    return context.memory();
                }

                @Override
                public int threads() {
                    return 1;
                }

                @Override
                public Path temporaryDirectory() {
                    return context.temporaryDirectory();
                }

                @Override
                public void advance(long bytes, long rows) {
                    throw new CancelledException("now");
                }
            });
        }
    }

    /** Whatever is wrong with the positions, the texts and where these are. */
    @Test
    void aDamagedFileIsReadOrAnError() throws IOException {
        write(byDictionary("mode", "flag").build(), rows(200, 12), PLENTY);
        byte[] whole = Files.readAllBytes(file());
        int refused = 0;
        for (int attempt = 0; attempt < 400; attempt++) {
            byte[] damaged = attempt % 8 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file(), damaged);
            try {
                rows(ColumnFile.scan(file()));
            } catch (PeristyleException wrong) {
                assertThat(wrong).hasMessageContaining(file().toString());
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void verifyFindsEveryBit() throws IOException {
        write(byDictionary("mode", "flag").build(), rows(150, 12), PLENTY);
        append(rows(50, 20), PLENTY);
        byte[] whole = Files.readAllBytes(file());
        for (int attempt = 0; attempt < 400; attempt++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(whole.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), damaged);
            assertThatThrownBy(() -> ColumnFile.verify(file()))
                    .as("byte %s", at)
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining(file().toString());
        }
    }
}

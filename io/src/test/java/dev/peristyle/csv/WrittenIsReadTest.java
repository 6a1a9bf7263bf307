package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is written is read back bit for bit: random tables of every type with every nasty character and the extreme values of each type, under
 * every quoting and every way to write null. {@code -Dperistyle.test.cells=1000000} tries so many cells in each mode.
 */
class WrittenIsReadTest {
    private static final long CELLS = Long.getLong("peristyle.test.cells", 20_000);

    private final MemoryPool pool =
            MemoryPool.builder("test").limit(256 << 20).fillWith((byte) 0x5A).build();

    @TempDir
    private Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        pool.close();
        assertThat(Resources.of(directory)).isEmpty();
    }

    enum Mode {
        MINIMAL(CsvWriteOptions::builder, CsvOptions::builder),
        MINIMAL_NULL(() -> nulls(Quoting.MINIMAL), Mode::readNull),
        ALL(() -> quoting(Quoting.ALL), CsvOptions::builder),
        ALL_NULL(() -> nulls(Quoting.ALL), Mode::readNull),
        NON_NUMERIC(() -> quoting(Quoting.NON_NUMERIC), CsvOptions::builder),
        NON_NUMERIC_NULL(() -> nulls(Quoting.NON_NUMERIC), Mode::readNull),
        WINDOWS(
                () -> CsvWriteOptions.builder().delimiter(';').lineEnd("\r\n").byteOrderMark(),
                () -> CsvOptions.builder().delimiter(';')),
        TABS(
                () -> CsvWriteOptions.builder().delimiter('\t').quote('\'').nullText("\\N"),
                () -> CsvOptions.builder().delimiter('\t').quote('\'').nullTokens("\\N")),
        TOKENS(() -> CsvWriteOptions.builder().readWith(tokens().build()), () -> tokens()),
        TOKENS_AND_TEXT(
                () -> CsvWriteOptions.builder().readWith(tokens().build()).nullText("NA"), () -> tokens()),
        COMMENTS(() -> CsvWriteOptions.builder().readWith(hostile().build()), () -> hostile()),
        COMMENTS_NON_NUMERIC(
                () -> CsvWriteOptions.builder()
                        .readWith(hostile().build())
                        .quoting(Quoting.NON_NUMERIC)
                        .nullText("null"),
                () -> hostile()),
        ESCAPES(
                () -> CsvWriteOptions.builder().readWith(hostile().escape('\\').build()),
                () -> hostile().escape('\\')),
        ESCAPES_ALL(
                () -> CsvWriteOptions.builder()
                        .readWith(hostile().escape('\\').build())
                        .quoting(Quoting.ALL),
                () -> hostile().escape('\\')),
        RETURNS(
                () -> CsvWriteOptions.builder()
                        .readWith(CsvOptions.builder().lineEnd("\r").build()),
                () -> CsvOptions.builder().lineEnd("\r")),
        GUARDED(() -> CsvWriteOptions.builder().formulaGuard(), CsvOptions::builder),
        GUARDED_ALL(
                () -> quoting(Quoting.ALL).quote('\'').formulaGuard(),
                () -> CsvOptions.builder().quote('\''));

        @SuppressWarnings("ImmutableEnumChecker") // has no state
        private final Supplier<CsvWriteOptions.Builder> write;

        @SuppressWarnings("ImmutableEnumChecker") // has no state
        private final Supplier<CsvOptions.Builder> read;

        Mode(Supplier<CsvWriteOptions.Builder> write, Supplier<CsvOptions.Builder> read) {
            this.write = write;
            this.read = read;
        }

        private static CsvWriteOptions.Builder quoting(Quoting quoting) {
            return CsvWriteOptions.builder().quoting(quoting);
        }

        private static CsvWriteOptions.Builder nulls(Quoting quoting) {
            return quoting(quoting).nullText("NULL");
        }

        private static CsvOptions.Builder readNull() {
            return CsvOptions.builder().nullTokens("NULL");
        }

        private static CsvOptions.Builder tokens() {
            return CsvOptions.builder().nullTokens("null", "NA", "\\N", "-");
        }

        private static CsvOptions.Builder hostile() {
            return CsvOptions.builder().comment('#').trim(true).anyLineEnd().nullTokens("null", "-");
        }

        private boolean isGuarded() {
            return this == GUARDED || this == GUARDED_ALL;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyValueOfEveryTypeComesBack(Mode mode) {
        Random random = Seeds.random(20_260 + mode.name().hashCode());
        RandomTable tables = new RandomTable(random, pool);
        Path file = directory.resolve("out.csv");
        for (long cells = 0; cells < CELLS; ) {
            boolean small = random.nextInt(3) > 0;
            Schema schema = tables.schema(1 + random.nextInt(small ? 3 : 40), !mode.isGuarded());
            int rows = random.nextInt(small ? 5 : 200);
            cells += (long) rows * schema.size() + 1;
            boolean header = random.nextBoolean();
            try (Table table = tables.table(schema, rows)) {
                writeAndRead(table, mode, header, random, file);
            }
        }
    }

    private void writeAndRead(Table table, Mode mode, boolean header, Random random, Path file) {
        Schema schema = table.schema();
        CsvWriteOptions.Builder write = mode.write.get();
        CsvOptions.Builder read = mode.read.get().schema(schema);
        if (!header) {
            write.noHeader();
            read.noHeader();
        }
        Execution execution = Execution.builder().threads(1 + random.nextInt(2)).build();
        // readWith has a header where its options have one
        CsvWriteOptions options = build(write, mode, header);
        Pipeline.from(table).using(execution).write(Csv.to(file, options));
        if (random.nextBoolean()) {
            read.chunkSize(1 + random.nextInt(100))
                    .windowSize(1 + random.nextInt(5000))
                    .maximumRecordSize(1 << 16);
        }
        List<List<String>> expected = RandomTable.bits(Pipeline.from(table));
        if (mode.isGuarded()) {
            expected = expected.stream().map(row -> guarded(schema, row)).toList();
        }
        assertThat(RandomTable.bits(Csv.scan(file, read.build()).using(execution)))
                .as("%s %s", schema, options)
                .isEqualTo(expected);
    }

    private static CsvWriteOptions build(CsvWriteOptions.Builder write, Mode mode, boolean header) {
        return header || !mode.name().matches("TOKENS.*|COMMENTS.*|ESCAPES.*|RETURNS")
                ? write.build()
                : write.readWith(mode.read.get().noHeader().build()).build();
    }

    private static List<String> guarded(Schema schema, List<String> row) {
        List<String> marked = new ArrayList<>();
        for (int column = 0; column < row.size(); column++) {
            Field field = schema.field(column);
            String value = row.get(column);
            boolean text = value != null && field.type().equals(DataType.STRING) && value.length() > 1;
            // the first character is a sign of the test
            marked.add(
                    text && "=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20".indexOf(value.charAt(1)) >= 0
                            ? "''" + value.substring(1)
                            : value);
        }
        return marked;
    }
}

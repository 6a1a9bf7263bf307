package dev.peristyle.columnfile;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that are written by a dictionary: Arrow Java reads the same values. */
class DictionaryWriteTest {
    private static final long PLENTY = 256 << 20;

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
        assertThatThrownBy(() -> ColumnFiles.write(ColumnFile.append(file()), SCHEMA, rows, PLENTY, 100, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("written by dictionaries");
        assertThatThrownBy(() -> ColumnFiles.write(
                        ColumnFile.append(file(), byDictionary("mode").build()), SCHEMA, rows, PLENTY, 100, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave out dictionary(...)");
    }

    @Test
    void verifyFindsEveryBit() throws IOException {
        write(byDictionary("mode", "flag").build(), rows(200, 12), PLENTY);
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

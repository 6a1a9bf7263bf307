package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a value is where it should not be is said, with the option that helps. */
class ValueCauseTest {
    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("name", DataType.STRING)
            .build();

    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("data.csv"), content);
    }

    private static void read(Path file, CsvOptions options) {
        Csv.scan(file, options).forEach(row -> {});
    }

    @Test
    void aHeaderWithinTheDataIsRecognisedWithAndWithoutAMark() throws IOException {
        for (String header : new String[] {"id,name\n", "\"id\",name\n", "\uFEFFid,name\n"}) {
            Path file = file("id,name\n1,a\n" + header + "2,b\n");
            CsvOptions options = CsvOptions.builder().schema(SCHEMA).build();
            assertThatThrownBy(() -> read(file, options))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("it is the name of the column")
                    .hasMessageContaining("CsvOptions.builder().badRows(BadRows.skip())");
            CsvOptions advised =
                    CsvOptions.builder().schema(SCHEMA).badRows(BadRows.skip()).build();
            assertThat(Csv.scan(file, advised).count()).isEqualTo(2);
        }
    }

    @Test
    void aHeaderThatIsReadAsDataIsRecognised() throws IOException {
        Path file = file("id,name\n1,a\n");
        CsvOptions options = CsvOptions.builder().noHeader().schema(SCHEMA).build();
        assertThatThrownBy(() -> read(file, options))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("as if the file had a header")
                .hasMessageContaining("leave noHeader() out");
        assertThat(Csv.scan(file, CsvOptions.builder().schema(SCHEMA).build()).count())
                .isOne();
    }

    @Test
    void marksAndBlanksThatNobodySeesAreNamed() throws IOException {
        CsvOptions options = CsvOptions.builder().schema(SCHEMA).build();
        Path marked = file("id,name\n1,a\n\uFEFF2,b\n");
        assertThatThrownBy(() -> read(marked, options)).hasMessageContaining("it begins with a byte order mark");
        Path blank = file("id,name\n1,a\n2\u00A0000,b\n");
        assertThatThrownBy(() -> read(blank, options)).hasMessageContaining("a no-break space (U+00A0)");
    }

    @Test
    void withoutNamesOneRecordIsNotTakenForOneColumn() throws IOException {
        CsvOptions options = CsvOptions.builder().noHeader().build();
        assertThatThrownBy(() -> Csv.scan(file("1,2\r3,4\r"), options))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("CsvOptions.builder().noHeader().anyLineEnd()");
        assertThat(Csv.scan(
                                directory.resolve("data.csv"),
                                CsvOptions.builder().noHeader().anyLineEnd().build())
                        .count())
                .isEqualTo(2);
        assertThatThrownBy(() -> Csv.scan(file("1;2\n3;4\n"), options))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("CsvOptions.builder().noHeader().delimiter(';')");
        assertThat(Csv.scan(file("1\n2\n"), options).count()).isEqualTo(2);
    }
}

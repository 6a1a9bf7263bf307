package dev.peristyle.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.Table;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {

    @TempDir
    private Path directory;

    @Test
    void isCheckedWhenARunStartsIfItWasSet() throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), "a\n1\n");
        Path output = directory.resolve("out.csv");
        Execution nowhere =
                Execution.builder().temporaryDirectory(Path.of("/nope/x")).build();
        assertThatThrownBy(() -> Csv.scan(file).using(nowhere).collect())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContainingAll("/nope/x", "no such directory", "Execution.temporaryDirectory");
        assertThatThrownBy(() -> Csv.scan(file).using(nowhere).write(Csv.to(output)))
                .isInstanceOf(DataAccessException.class);
        assertThat(output).doesNotExist();
        Execution here = Execution.builder().temporaryDirectory(directory).build();
        try (Table table = Csv.scan(file).using(here).collect()) {
            assertThat(table.rowCount()).isEqualTo(1);
        }
    }
}

package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.platform.JavaFork;
import dev.peristyle.schema.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSwitchTest {
    @TempDir
    private Path directory;

    @Test
    void kernelsWithOneFormOnlyAreNotTried() {
        assertThat(List.of(DataType.Kind.BOOLEAN, DataType.Kind.FLOAT, DataType.Kind.TIMESTAMP))
                .allMatch(kind -> FieldParser.VECTORS.get(kind).isOn());
    }

    @Test
    void allFormsGiveTheSameWhileTheyTakeTurns() throws IOException {
        StringBuilder content = new StringBuilder("id,price,day,name\n");
        for (int row = 0; row < 60_000; row++) {
            content.append(row)
                    .append(",")
                    .append(row % 1000)
                    .append(".25,2024-02-0")
                    .append(row % 9 + 1);
            content.append(",\"name ").append(row % 77).append("\"\n");
        }
        Path file = Files.writeString(directory.resolve("long.csv"), content);
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        JavaFork.Outcome outcome = JavaFork.run(
                Runtime.version().feature(),
                module ? List.of("--add-modules=jdk.incubator.vector") : List.of(),
                KernelSwitchProgram.class,
                file.toString());
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output().lines()).containsExactly("the same in all passes, structure and dates switched on");
    }
}

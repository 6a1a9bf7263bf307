package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.kernel.VectorSwitch;
import dev.peristyle.internal.kernel.VectorTrial;
import dev.peristyle.platform.JavaFork;
import dev.peristyle.schema.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorSwitchTest {
    private final VectorSwitch vectors = new VectorSwitch(8, 32, false);

    @TempDir
    private Path directory;

    @Test
    void slowVectorsAreNotSwitchedOn() {
        times(1000, 10);
        assertThat(vectors.isOn()).isFalse();
        assertThat(vectors.isGivenUp()).isFalse();
    }

    @Test
    void fourWinsInARowSwitchOn() {
        times(3, 9);
        assertThat(vectors.isOn()).isFalse();
        times(1, 9);
        assertThat(vectors.isOn()).isTrue();
    }

    @Test
    void oneSlowCallBreaksARow() {
        times(3, 1);
        times(1, 100);
        times(3, 1);
        assertThat(vectors.isOn()).isFalse();
    }

    @Test
    void halfOfAChunkStaysForThePlainForm() {
        assertThat(vectors.part(1000)).isEqualTo(32);
        assertThat(vectors.part(64)).isEqualTo(32);
        assertThat(vectors.part(40)).isEqualTo(20);
        assertThat(vectors.part(16)).isEqualTo(8);
        assertThat(vectors.part(15)).isZero();
    }

    @Test
    void trialsEndSomeDay() {
        times(50_000, 100);
        assertThat(vectors.isGivenUp()).isTrue();
        assertThat(new VectorTrial(vectors, () -> true).begin(1000)).isFalse();
    }

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
                VectorSwitchProgram.class,
                file.toString());
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output().lines()).containsExactly("the same in all passes, structure and dates switched on");
    }

    /** For ten units, where the plain form takes a nanosecond each. */
    private void times(int chunks, int vectorNanos) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            vectors.compare(vectorNanos, 10, 1000, 1000);
        }
    }
}

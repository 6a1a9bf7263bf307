package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.execution.Execution;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    record Row(long number) {}

    @TempDir
    private Path directory;

    @Test
    void showsWhatTheRegistryHasOfTheRuns() throws IOException {
        Path file = Files.writeString(directory.resolve("rows.csv"), "name,number\na,1\nb,2\na,3\n");
        CommandRun run = CommandRun.of("metrics", file.toString(), "--by", "name");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output())
                .startsWith("3 rows, 2 groups\n")
                .contains(
                        "\nperistyle.runs, completed, count: 2\n",
                        "\nperistyle.runs, failed or left early, count: 0\n",
                        "\nperistyle.rows, count: 6\n",
                        "\nperistyle.read, count: " + 2 * Files.size(file) + " bytes\n",
                        "\nperistyle.spilled, count: 0 bytes\n",
                        "\nperistyle.runs.open, value: 0\n",
                        "\nperistyle.memory, value: 0 bytes\n");
    }

    @Test
    void gaugesFollowWhatIsOpen() {
        MeterRegistry registry = new SimpleMeterRegistry();
        Execution watched = new RunMetrics(registry).watch(Execution.defaults());
        try (RowCursor row = Pipeline.from(List.of(new Row(1), new Row(2)), Row.class)
                .using(watched)
                .rows()) {
            row.next();
            assertThat(registry.get("peristyle.runs.open").gauge().value()).isEqualTo(1);
            assertThat(registry.get("peristyle.memory").gauge().value()).isPositive();
        }
        assertThat(registry.get("peristyle.runs.open").gauge().value()).isZero();
        assertThat(registry.get("peristyle.runs")
                        .tag("outcome", "failed or left early")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("peristyle.peak").summary().max()).isPositive();
    }
}

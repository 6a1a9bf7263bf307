package dev.peristyle.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.benchmarks.peer.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesPageTest {
    @Test
    void givesEachStageWhatItAdds() throws Exception {
        List<Measured> measured = List.of(
                stage(Stage.COUNT_READ, 1),
                stage(Stage.COUNT_SCAN, 3),
                stage(Stage.COUNT_ALL, 4),
                stage(Stage.QUERY6_DATE, 7),
                stage(Stage.QUERY6_ALL, 8),
                kernel("date", 0.5),
                kernel("price", 10));

        String text = new StagesPage(new Part("stages", measured, false), job -> 1_000_000_000, 2e9)
                .text(List.of("a machine"), Map.of(Stage.QUERY6_ALL, "DateParser 50 %"));

        assertThat(text)
                .contains("- a machine\n")
                .contains("clock of 2.00 GHz")
                .contains("## query 6\n\n1,000,000,000 rows, 10.0 bytes a row.")
                .contains("| *copy of the file into a buffer* | 1.0 |  | 0.20 |  | 10.00 |")
                .contains("| parse the ship date, filter: 1 row of 7 | 7.0 | 3.0 | 0.60 | 0.5 | 1.43 |")
                .contains("copy 1.0 + scan 2.0 + parse 0.7 = 3.7 ns per row; the job needs 8.0, 2.16 times as much;"
                        + " left 4.3 ns per row.")
                .contains("Samples of the whole job: DateParser 50 %.")
                .doesNotContain("## query 1");
    }

    @Test
    void measuresTheClock() {
        assertThat(Clock.hertz()).isBetween(1e8, 2e10);
    }

    @Test
    void namesItsArguments() {
        assertThatThrownBy(() -> StagesCommand.run(List.of("results.json", "--out", "x")))
                .hasMessageContaining("--lineitem");
        assertThatThrownBy(() -> StagesCommand.run(List.of("results.json", "--out")))
                .hasMessageContaining("No value");
    }

    /** Ten gigabytes in some seconds. */
    private static Measured stage(Stage stage, double seconds) {
        return new Measured(
                "StagesBenchmark.stage stage=" + stage, "", new double[] {seconds}, 1e10, Double.NaN, Double.NaN);
    }

    private static Measured kernel(String type, double nanoseconds) {
        return new Measured(
                "ParseBenchmark.parse type=" + type,
                "kernel",
                new double[] {nanoseconds / 1e9},
                0,
                Double.NaN,
                Double.NaN);
    }
}

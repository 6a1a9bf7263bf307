package dev.peristyle.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.peristyle.benchmarks.report.ThreadModel.Driver;
import dev.peristyle.benchmarks.report.ThreadModel.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadModelTest {
    private static final Limits NONE = new Limits(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    private static final double HUNDRED_GIGABYTES = 100e9;

    @Test
    void withoutSerialPartsAllThreadsCount() {
        ThreadModel model = new ThreadModel(Driver.GROUP, 100, HUNDRED_GIGABYTES, 0, 0);
        assertThat(model.run(1, NONE)).isCloseTo(100, within(0.5));
        assertThat(model.speedUp(2, NONE)).isCloseTo(2, within(0.05));
        assertThat(model.speedUp(64, NONE)).isCloseTo(64, within(1.5));
    }

    @Test
    void whatIsDoneInOrderBoundsTheRest() {
        for (Driver driver : List.of(Driver.WRITE, Driver.ROWS)) {
            ThreadModel model = new ThreadModel(driver, 100, HUNDRED_GIGABYTES, 5, 0);
            assertThat(model.speedUp(8, NONE)).as("%s", driver).isBetween(7.0, 8.5);
            assertThat(model.speedUp(64, NONE)).as("%s", driver).isBetween(19.0, 20.1);
        }
    }

    @Test
    void memoryAndDiskAreShared() {
        ThreadModel model = new ThreadModel(Driver.GROUP, 100, HUNDRED_GIGABYTES, 0, 0);
        assertThat(model.speedUp(64, new Limits(16e9, Double.POSITIVE_INFINITY)))
                .isCloseTo(16, within(0.5));
        assertThat(model.run(64, new Limits(200e9, 0.5e9))).isCloseTo(200, within(2.0));
        assertThat(model.run(1, new Limits(200e9, 0.5e9))).isCloseTo(200, within(2.0));
    }

    @Test
    void smallFilesHaveFewSplitsAndStartingThreadsCosts() {
        ThreadModel tiny = new ThreadModel(Driver.GROUP, 0.001, 100_000, 0, 0);
        assertThat(tiny.speedUp(64, NONE)).isLessThan(1);
        ThreadModel small = new ThreadModel(Driver.GROUP, 0.2, 755e6, 0, 0);
        assertThat(small.speedUp(64, NONE)).isBetween(20.0, 50.0);
    }

    @Test
    void mergingIsDoneByOneThread() {
        ThreadModel model = new ThreadModel(Driver.GROUP, 100, HUNDRED_GIGABYTES, 0, 0.1);
        assertThat(model.run(64, NONE) - model.run(1, NONE) / 64).isCloseTo(6.3, within(0.3));
    }

    @Test
    void aPageIsMadeOfWhatWasMeasured() {
        Measured one = measured("LineitemJobsBenchmark.query6 threads=1", 10);
        Measured two = measured("LineitemJobsBenchmark.query6 threads=2", 5.2);
        Map<String, Part> parts = Map.of(
                "warm",
                new Part("warm", List.of(one), false),
                "threads",
                new Part("threads", List.of(one, two), false));
        assertThat(ScalingCommand.tables(parts))
                .contains("### Speed-up, file in the page cache")
                .contains("| query 6 | 1.92 | 1.97 | 3.93 | 7.86 |")
                .contains("| query 6 | 4.00 | 1 | 1 | 1 | 3 |")
                .doesNotContain("query 1");
        assertThatThrownBy(() -> ScalingCommand.run(List.of(Path.of("results").toString())))
                .hasMessageContaining("Usage: scaling");
    }

    private static Measured measured(String group, double seconds) {
        return new Measured(group, "peristyle", new double[] {seconds}, 40e9, Double.NaN, Double.NaN);
    }
}

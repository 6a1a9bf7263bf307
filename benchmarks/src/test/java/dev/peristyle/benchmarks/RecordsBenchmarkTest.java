package dev.peristyle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All add up the same. */
class RecordsBenchmarkTest {
    /** The benchmark knows the answer. */
    @Test
    void recordsOfJavaGoInAndOut() {
        JavaRecordsBenchmark benchmark = new JavaRecordsBenchmark();
        benchmark.collect();
        try {
            assertThat(benchmark.in()).isEqualTo(64);
            assertThat(benchmark.out()).isEqualTo(1_000_000L * 999_999 / 2);
        } finally {
            benchmark.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 100})
    void theSumIsThatOfTheNumbers(int length) throws IOException {
        RecordsBenchmark.Records file = new RecordsBenchmark.Records();
        file.records = 50_000;
        file.length = length;
        file.open();
        try {
            JobState.Read read = new JobState.Read();
            RecordsBenchmark benchmark = new RecordsBenchmark();
            long expected = 50_000L * 49_999 / 2;
            assertThat(benchmark.read(file, read)).isEqualTo(expected);
            assertThat(benchmark.mapped(file, read)).isEqualTo(expected);
            assertThat(benchmark.byHand(file, read)).isEqualTo(expected);
            assertThat(read.bytes).isEqualTo(3L * length * 50_000);
        } finally {
            file.close();
        }
    }
}

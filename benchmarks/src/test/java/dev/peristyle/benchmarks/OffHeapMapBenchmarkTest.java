package dev.peristyle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffHeapMapBenchmarkTest {

    @ParameterizedTest
    @ValueSource(strings = {"LONG", "TEXT"})
    void bothMapsDoTheSameWork(String keys) {
        OffHeapMapBenchmark ours = filled("OFF_HEAP", keys);
        OffHeapMapBenchmark plain = filled("HASH_MAP", keys);
        try {
            assertThat(ours.iterate()).isEqualTo(plain.iterate()).isEqualTo(2997);
            assertThat(ours.get()).isEqualTo(plain.get()).isEqualTo(2997);
            assertThat(ours.put()).isEqualTo(plain.put()).isEqualTo(1000);
        } finally {
            ours.close();
            plain.close();
        }
    }

    private static OffHeapMapBenchmark filled(String map, String keys) {
        OffHeapMapBenchmark benchmark = new OffHeapMapBenchmark();
        benchmark.map = map;
        benchmark.keys = keys;
        benchmark.entries = 1000;
        benchmark.fill();
        return benchmark;
    }
}

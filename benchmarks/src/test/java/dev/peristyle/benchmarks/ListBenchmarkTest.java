package dev.peristyle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListBenchmarkTest {

    @Test
    void bothListsDoTheSameWork() {
        ListBenchmark ours = filled("OFF_HEAP");
        ListBenchmark plain = filled("ARRAY_LIST");
        try {
            assertThat(ours.iterate()).isEqualTo(plain.iterate()).isEqualTo(2997);
            assertThat(ours.get()).isEqualTo(plain.get());
            assertThat(ours.sort()).isEqualTo(plain.sort());
            assertThat(ours.sortBy()).isEqualTo(plain.sortBy());
        } finally {
            ours.close();
            plain.close();
        }
    }

    private static ListBenchmark filled(String list) {
        ListBenchmark benchmark = new ListBenchmark();
        benchmark.list = list;
        benchmark.records = 1000;
        benchmark.fill();
        return benchmark;
    }
}

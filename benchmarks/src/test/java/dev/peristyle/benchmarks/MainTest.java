package dev.peristyle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void profilesAndWritesJsonUnlessTold() {
        assertThat(Main.withDefaults(new String[] {"Query", "-rff", "mine.json"}, 17))
                .containsSubsequence("Query", "-rff", "mine.json", "-prof", "gc", "-rf", "json")
                .doesNotContain("benchmark-results.json");
    }

    @Test
    void asksForVectorsWhereTheyExist() {
        assertThat(String.join(" ", Main.withDefaults(new String[0], 25)))
                .contains("--add-modules=jdk.incubator.vector")
                .contains("-Dperistyle.benchmarks.kernels=vector");
        assertThat(String.join(" ", Main.withDefaults(new String[] {"--scalar"}, 25)))
                .doesNotContain("incubator")
                .doesNotContain("--scalar")
                .contains("-Dperistyle.benchmarks.kernels=scalar");
        assertThat(String.join(" ", Main.withDefaults(new String[0], 17))).contains("kernels=scalar");
    }
}

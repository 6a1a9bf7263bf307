package dev.peristyle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.InputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;

class MainTest {
    /** Those whose results are held against an expected answer: here, and by the tests named beside them. */
    private static final Set<String> CHECKED = Set.of(
            // BenchmarkBodiesTest
            "LineitemJobsBenchmark",
            "MeasurementsBenchmark",
            // ListBenchmarkTest
            "ListBenchmark",
            // OffHeapMapBenchmarkTest
            "OffHeapMapBenchmark",
            // RecordsBenchmarkTest
            "JavaRecordsBenchmark",
            "RecordsBenchmark",
            "ShapesBenchmark",
            "SmallInputBenchmark",
            // StagesBenchmarkTest
            "StagesBenchmark",
            // KernelBodiesTest
            "ArrayBenchmark",
            "ColumnKernelBenchmark",
            "FormatBenchmark",
            "GroupBenchmark",
            "MapBenchmark",
            "MemoryBandwidthBenchmark",
            "ParseBenchmark",
            "StructureScanBenchmark",
            // has no result
            "StartUpBenchmark");

    @Test
    void everyBenchmarkIsCheckedByATest() throws Exception {
        try (InputStream list = Main.class.getResourceAsStream(BenchmarkList.BENCHMARK_LIST)) {
            assertThat(BenchmarkList.readBenchmarkList(list))
                    .extracting(entry -> entry.getUserClassQName().replaceAll(".*\\.", ""))
                    .hasSameElementsAs(CHECKED);
        }
    }

    @Test
    void opensWhatIsOpen() {
        new StartUpBenchmark().openAgain();
        assertThatCode(new StartUpBenchmark()::openAgain).doesNotThrowAnyException();
    }

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

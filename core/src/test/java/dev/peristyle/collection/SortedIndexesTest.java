package dev.peristyle.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the sort of the JDK, which is stable too: runs so short that there are several levels of merges. */
class SortedIndexesTest {

    private static final int[] SIZES = {0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 255, 256, 257, 300, 1000, 5000};

    private final MemoryPool pool = MemoryPool.create("sorts", 1 << 24);

    @AfterEach
    void allIsGivenBack() {
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private List<Integer> sorted(List<Integer> values, int run) {
        try (SortedIndexes sorted =
                SortedIndexes.of(values::get, values.size(), Comparator.naturalOrder(), pool, run, 4)) {
            long places = sorted.address();
            return IntStream.range(0, values.size())
                    .mapToObj(place -> UnsafeApi.getInt(places + 4L * place))
                    .toList();
        }
    }

    private static List<Integer> expected(List<Integer> values) {
        return IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparing(values::get))
                .toList();
    }

    @Test
    void sortsStablyWhateverTheLengthOfRunsAndTheOrder() {
        Random random = Seeds.random(91);
        for (int size : SIZES) {
            for (int run : new int[] {1, 2, 3, 7, 64}) {
                for (int different : new int[] {1, 3, size / 2 + 1, 1 << 20}) {
                    List<Integer> values = new ArrayList<>();
                    for (int index = 0; index < size; index++) {
                        values.add(random.nextInt(different));
                    }
                    check(values, run);
                    values.sort(null);
                    check(values, run);
                    values.sort(Comparator.reverseOrder());
                    check(values, run);
                }
            }
        }
    }

    private void check(List<Integer> values, int run) {
        assertThat(sorted(values, run))
                .as("%s values, runs of %s", values.size(), run)
                .isEqualTo(expected(values));
    }

    @Test
    void aComparatorThatFailsLeavesNoMemory() {
        for (int call = 1; call < 200; call += 13) {
            int[] left = {call};
            Comparator<Integer> failing = (one, other) -> {
                if (--left[0] == 0) {
                    throw new IllegalArgumentException("cannot compare");
                }
                return Integer.compare(one, other);
            };
            assertThatThrownBy(() -> SortedIndexes.of(index -> index * 31 % 100, 100, failing, pool, 5, 4))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}

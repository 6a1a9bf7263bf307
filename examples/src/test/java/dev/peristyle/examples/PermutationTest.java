package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 16, 17, 1000, 65_536, 65_537})
    void everyNumberComesOnce(long size) {
        Permutation permutation = new Permutation(7, size);

        assertThat(LongStream.range(0, size).map(permutation::at).sorted().toArray())
                .isEqualTo(LongStream.range(0, size).toArray());
    }

    @Test
    void theOrderIsAnotherForAnotherSeed() {
        Permutation one = new Permutation(1, 1000);
        Permutation two = new Permutation(2, 1000);

        assertThat(LongStream.range(0, 1000).filter(position -> one.at(position) == two.at(position)))
                .hasSizeLessThan(20);
        assertThat(LongStream.range(0, 1000).filter(position -> one.at(position) == position))
                .hasSizeLessThan(20);
    }

    @Test
    void drawsAreEvenAndDoNotDependOnEachOther() {
        RowDraws draws = new RowDraws(1);
        long[][] pairs = new long[10][10];
        int rows = 100_000;
        for (long row = 0; row < rows; row++) {
            pairs[(int) draws.below(row, 0, 10)][(int) draws.below(row, 1, 10)]++;
        }

        // 1000 expected in each of 100 cells; six standard deviations
        for (long[] cells : pairs) {
            for (long cell : cells) {
                assertThat(cell).isBetween(800L, 1200L);
            }
        }
    }
}

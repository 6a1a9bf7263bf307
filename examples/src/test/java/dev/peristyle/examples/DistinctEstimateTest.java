package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctEstimateTest {

    @Test
    void nothingIsNone() {
        assertThat(new DistinctEstimate().count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 100, 1_000})
    void fewValuesAreCountedAlmostExactly(long values) {
        assertThat(estimate(values, 3)).isCloseTo(values, withinPercentage(1.5));
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 40_000, 60_000, 1_000_000, 10_000_000})
    void manyValuesAreEstimatedWithinThreeDeviations(long values) {
        assertThat(estimate(values, 1)).isCloseTo(values, withinPercentage(2.4));
    }

    @Test
    void hashesOfZerosOnlyAreNoError() {
        DistinctEstimate estimate = new DistinctEstimate();

        estimate.add(0);

        assertThat(estimate.count()).isEqualTo(1);
    }

    private static long estimate(long values, int times) {
        DistinctEstimate estimate = new DistinctEstimate();
        for (long value = 0; value < values * times; value++) {
            estimate.add(DistinctEstimate.hash(value % values));
        }
        return estimate.count();
    }
}

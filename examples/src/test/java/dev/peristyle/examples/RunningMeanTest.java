package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class RunningMeanTest {

    @Test
    void integersOfAnySizeAreAddedExactly() {
        for (int attempt = 0; attempt < 100; attempt++) {
            RunningMean mean = new RunningMean();
            BigInteger sum = BigInteger.ZERO;
            int count = 1 + attempt % 50;
            for (int at = 0; at < count; at++) {
                long value = DistinctEstimate.hash(100L * attempt + at);
                mean.add(value);
                sum = sum.add(BigInteger.valueOf(value));
            }
            assertThat(new BigDecimal(mean.text(2)))
                    .isEqualByComparingTo(
                            new BigDecimal(sum, 2).divide(BigDecimal.valueOf(count), new MathContext(12)));
        }
    }

    @Test
    void fractionsLoseNothingToTheirOrder() {
        RunningMean mean = new RunningMean();
        for (double value : new double[] {1e17, 1, -1e17, 1}) {
            mean.add(value);
        }
        assertThat(mean.text(0)).isEqualTo("0.5");
        mean.add(Double.NaN);
        assertThat(mean.text(0)).isEqualTo("NaN");
    }

    @Test
    void infinityIsTheMeanOfWhatHasOne() {
        RunningMean mean = new RunningMean();
        mean.add(1.0);
        mean.add(Double.POSITIVE_INFINITY);
        mean.add(1.0);
        assertThat(mean.text(0)).isEqualTo("Infinity");
    }

    @Test
    void nothingHasNoMean() {
        assertThat(new RunningMean().text(2)).isEmpty();
    }
}

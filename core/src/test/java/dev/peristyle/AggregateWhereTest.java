package dev.peristyle;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.first;
import static dev.peristyle.Aggregates.mode;
import static dev.peristyle.Aggregates.quantile;
import static dev.peristyle.Aggregates.quantileDiscrete;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AggregateWhereTest {

    @Test
    void isNamedLikeWhatItComputes() {
        assertThat(sum(col("x")).where(col("y").gt(1)).name()).isEqualTo("sum(x) where y > 1");
        assertThat(count().where(col("y").gt(1)).name()).isEqualTo("count where y > 1");
        assertThat(sum(col("x")).as("s").where(col("y").gt(1)).name()).isEqualTo("s");
        assertThat(quantile(col("x"), 0.9).name()).isEqualTo("quantile(x, 0.9)");
    }

    @Test
    void refusesTheValueOfACertainRow() {
        assertThatThrownBy(() -> first(col("x")).where(col("y").gt(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first(x) is the value of a certain row")
                .hasMessageContaining("filter the rows before");
    }

    @Test
    void refusesWhatIsNoShareOrNoType() {
        for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> quantile(col("x"), share)).hasMessageContaining("from 0 for the least value to 1");
            assertThatThrownBy(() -> quantileDiscrete(col("x"), share)).hasMessageContaining("not " + share);
        }
        assertThat(mode(col("x")).toString()).isEqualTo("mode(x)");
    }
}

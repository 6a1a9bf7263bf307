package dev.peristyle.internal.join;

import static dev.peristyle.AsOf.asOf;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.AsOf;
import dev.peristyle.JoinKind;
import dev.peristyle.Pipeline;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What as-of joins promise beside their rows: names, edges of types, what moves through them, messages. */
class AsOfJoinTest {

    private static Pipeline of(String name, DataType type, String number, Object... values) {
        List<Object[]> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(new Object[] {value, rows.size()});
        }
        Schema schema =
                Schema.builder().add(name, type).add(number, DataType.INT).build();
        return Pipeline.from(new ListedRows(schema, rows, 3, 7));
    }

    private static List<Object> numbers(Pipeline left, Pipeline right, AsOf asOf) {
        return NaiveJoin.rows(left.joinAsOf(right, JoinKind.LEFT, everything(), asOf)).stream()
                .map(row -> row.get(row.size() - 1))
                .toList();
    }

    @Test
    void aColumnOfOneNameComesOutOnceWithTheValueOfTheLeft() {
        Pipeline joined =
                of("t", DataType.INT, "l", 5, 1).joinAsOf(of("t", DataType.INT, "r", 4), everything(), asOf("t"));
        assertThat(joined.schema().names()).containsExactly("t", "l", "r");
        assertThat(NaiveJoin.rows(joined)).containsExactly(List.of(5, 0, 0));
    }

    @Test
    void distancesOfIntegersAreExactAtTheEdgesOfTheirTypes() {
        Pipeline left = of("a", DataType.LONG, "l", Long.MAX_VALUE, Long.MIN_VALUE, 0L);
        Pipeline right = of("b", DataType.LONG, "r", Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(numbers(left, right, asOf("a", "b").nearest())).containsExactly(1, 0, 1);
        assertThat(numbers(left, right, asOf("a", "b").before().strict().within(Long.MAX_VALUE)))
                .isEqualTo(Arrays.asList(null, null, null));
        assertThat(numbers(left, right, asOf("a", "b").within(new BigDecimal("18446744073709551615"))))
                .containsExactly(1, 0, 0);
    }

    @Test
    void infinitiesAndNotANumberAreNoDistanceFromThemselves() {
        double inf = Double.POSITIVE_INFINITY;
        Pipeline left = of("a", DataType.DOUBLE, "l", inf, Double.NaN, -inf, 1.5);
        Pipeline right = of("b", DataType.DOUBLE, "r", -inf, Double.NaN, inf, 1.25);
        assertThat(numbers(left, right, asOf("a", "b").nearest().within(0.25))).containsExactly(2, 1, 0, 3);
        assertThat(numbers(left, right, asOf("a", "b").nearest().within(0.125)))
                .isEqualTo(Arrays.asList(2, 1, 0, null));
    }

    @Test
    void textsHaveAnOrderButNoDistance() {
        Pipeline left = of("a", DataType.STRING, "l", "m", "a", "z");
        Pipeline right = of("b", DataType.STRING, "r", "l", "mm", "y");
        assertThat(numbers(left, right, asOf("a", "b"))).isEqualTo(Arrays.asList(0, null, 2));
        assertThat(numbers(left, right, asOf("a", "b").after())).isEqualTo(Arrays.asList(1, 0, null));
        assertThatThrownBy(() -> numbers(left, right, asOf("a", "b").nearest()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("have no distance")
                .hasMessageContaining("before() or after()");
    }

    @Test
    void conditionsOverTheLeftApplyBeforeItAndThoseOverTheRightDoNot() {
        Pipeline joined = of("a", DataType.INT, "l", 5, 6)
                .joinAsOf(of("b", DataType.INT, "r", 4, 5), everything(), asOf("a", "b"))
                .filter(col("l").gt(0).and(col("r").lt(1)));
        assertThat(joined.explain().lines().map(String::strip))
                .containsSubsequence(
                        "filter r < 1",
                        "inner join as of before a ~ b",
                        "filter l > 0",
                        "filter a is not null",
                        "filter b is not null");
        assertThat(NaiveJoin.rows(joined)).isEmpty();
    }

    @Test
    void whatDoesNotFitIsAnError() {
        Pipeline numbers = of("a", DataType.INT, "l", 5);
        Pipeline dates = of("b", DataType.DATE, "r");
        assertThatThrownBy(() -> numbers.joinAsOf(dates, everything(), asOf("a", "b")))
                .hasMessageContaining("a = b")
                .hasMessageContaining("cast");
        Pipeline others = of("b", DataType.INT, "r");
        assertThatThrownBy(() ->
                        numbers.joinAsOf(others, everything(), asOf("a", "b").within(Duration.ofDays(1))))
                .hasMessageContaining("are not PT24H from each other");
        assertThatThrownBy(() -> numbers.joinAsOf(others, JoinKind.FULL, everything(), asOf("a", "b")))
                .hasMessageContaining("inner or left, not full");
        assertThatThrownBy(() -> numbers.joinAsOf(others, everything().where(col("l").gt(1)), asOf("a", "b")))
                .hasMessageContaining("instead of where");
        assertThatThrownBy(() -> asOf("a").strict().nearest()).hasMessageContaining("strict()");
        assertThatThrownBy(() -> asOf("a").within(-1)).hasMessageContaining("negative");
        assertThatThrownBy(() -> asOf("a").within(Double.NaN)).hasMessageContaining("has to be a number");
    }
}

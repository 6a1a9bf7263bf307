package dev.peristyle.internal.plan;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static dev.peristyle.internal.plan.Plans.sums;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterThroughGroupTest {

    private static final Rule RULE = new FilterThroughGroup();

    @Test
    void aConditionOnKeysGoesBelow() {
        Plan plan = new Plan.Filter(
                sums(scan("a"), List.of("id", "name"), col("size")),
                List.of(
                        node(col("name").eq("x")),
                        node(col("sum1").gt(5)),
                        node(col("id").gt(1))));
        assertThat(after(RULE, plan))
                .isEqualTo(lines(
                        "filter sum1 > 5",
                        "  group by [id, name] compute [sum as sum1]",
                        "    filter name = 'x', id > 1",
                        "      scan a [id, size, name, price]"));
    }

    @Test
    void aConditionOnAKeyOfDoublesStays() {
        Plan plan = filter(
                sums(scan("a"), List.of("price"), col("size")), col("price").gt(1.0));
        assertThat(after(RULE, plan)).isEqualTo(plan.explain());
    }

    @Test
    void withoutKeysThereIsAGroupOfNoRows() {
        Plan plan = filter(sums(scan("a"), List.of(), col("size")), lit(false));
        assertThat(after(RULE, plan)).isEqualTo(plan.explain());
    }
}

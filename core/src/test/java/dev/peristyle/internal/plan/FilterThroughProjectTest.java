package dev.peristyle.internal.plan;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.rename;
import static dev.peristyle.internal.plan.Plans.scan;
import static dev.peristyle.internal.plan.Plans.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterThroughProjectTest {

    private static final Rule RULE = new FilterThroughProject();

    @Test
    void aConditionOnAColumnThatPassesGoesBelow() {
        Plan plan = filter(
                with(scan("a"), "double", col("id").times(2)), col("size").gt(1));
        assertThat(after(RULE, plan))
                .isEqualTo(lines(
                        "project id, size, name, price, double = id * 2",
                        "  filter size > 1",
                        "    scan a [id, size, name, price]"));
    }

    @Test
    void aConditionOnARenamedColumnUsesTheNameBelow() {
        Plan plan = filter(rename(scan("a"), "size", "length"), col("length").gt(1));
        assertThat(after(RULE, plan))
                .isEqualTo(lines(
                        "project id, length = size, name, price",
                        "  filter size > 1",
                        "    scan a [id, size, name, price]"));
    }

    @Test
    void aConditionOnAComputedColumnStays() {
        Plan plan = filter(with(scan("a"), "id", col("id").times(2)), col("id").gt(1));
        assertThat(after(RULE, plan)).isEqualTo(plan.explain());
    }

    @Test
    void onlyTheConditionsThatCanMoveMove() {
        Plan input = with(scan("a"), "double", col("id").times(2));
        Plan plan = new Plan.Filter(
                input,
                List.of(
                        node(col("double").gt(1)),
                        node(col("id").gt(2)),
                        node(col("double").gt(col("size")))));
        assertThat(after(RULE, plan))
                .isEqualTo(lines(
                        "filter double > 1, double > size",
                        "  project id, size, name, price, double = id * 2",
                        "    filter id > 2",
                        "      scan a [id, size, name, price]"));
    }
}

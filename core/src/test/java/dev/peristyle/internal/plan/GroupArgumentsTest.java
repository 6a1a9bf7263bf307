package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static dev.peristyle.internal.plan.Plans.sums;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupArgumentsTest {

    private static final Rule RULE = new GroupArguments();

    @Test
    void eachDifferentArgumentIsComputedOnce() {
        Plan plan = sums(
                scan("a"),
                List.of("name"),
                col("size").times(2),
                col("id"),
                col("size").times(2));
        assertThat(after(RULE, plan))
                .isEqualTo(lines(
                        "group by [name] compute [sum as sum1, sum as sum2, sum as sum3]",
                        "  project name, argument 1: size * 2 = size * 2, id",
                        "    scan a [id, size, name, price]"));
    }

    @Test
    void columnsNeedNoProjection() {
        Plan plan = sums(scan("a"), List.of("name"), col("size"), col("id"));
        assertThat(after(RULE, plan)).isEqualTo(plan.explain());
    }
}

package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.limit;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static dev.peristyle.internal.plan.Plans.select;
import static dev.peristyle.internal.plan.Plans.sort;
import static dev.peristyle.internal.plan.Plans.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopRowsTest {

    private static final Rule RULE = new TopRows();

    @Test
    void aLimitAfterASortBecomesPartOfIt() {
        Plan plan = limit(sort(scan("a"), "name"), 5);
        assertThat(after(RULE, plan)).isEqualTo(lines("top 5 by [name]", "  scan a [id, size, name, price]"));
    }

    @Test
    void theSmallerLimitHolds() {
        assertThat(after(RULE, limit(limit(sort(scan("a"), "name"), 5), 9)))
                .isEqualTo(lines("top 5 by [name]", "  scan a [id, size, name, price]"));
    }

    @Test
    void columnsBetweenTheTwoAreComputedForTheFirstRowsOnly() {
        Plan plan = limit(select(with(sort(scan("a"), "name"), "b", col("id").plus(1)), "b"), 5);
        assertThat(after(RULE, plan))
                .isEqualTo(lines(
                        "project b",
                        "  project id, size, name, price, b = id + 1",
                        "    top 5 by [name]",
                        "      scan a [id, size, name, price]"));
    }

    @Test
    void aLimitOfNoRowsStaysBecauseItReadsNothing() {
        Plan plan = limit(sort(scan("a"), "name"), 0);
        assertThat(after(RULE, plan)).isEqualTo(plan.explain());
    }
}

package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SplitAndMergeFiltersTest {

    private static final Rule RULE = new SplitAndMergeFilters();

    @Test
    void aConditionIsSplitAtEachAnd() {
        Plan plan = filter(
                scan("a"),
                col("id").gt(1).and(col("size").lt(2)).and(col("name").eq("x")));
        assertThat(after(RULE, plan))
                .isEqualTo(lines("filter id > 1, size < 2, name = 'x'", "  scan a [id, size, name, price]"));
    }

    @Test
    void filtersThatFollowOneAnotherApplyInTheOrderInWhichTheyWereWritten() {
        Plan plan = filter(
                filter(filter(scan("a"), col("id").gt(1)), col("id").gt(2)),
                col("id").gt(3));
        assertThat(after(RULE, plan))
                .isEqualTo(lines("filter id > 1, id > 2, id > 3", "  scan a [id, size, name, price]"));
    }

    @Test
    void anOrStaysWhole() {
        Plan plan = filter(scan("a"), col("id").gt(1).or(col("size").lt(2)));
        assertThat(after(RULE, plan))
                .isEqualTo(lines("filter (id > 1) or (size < 2)", "  scan a [id, size, name, price]"));
    }
}

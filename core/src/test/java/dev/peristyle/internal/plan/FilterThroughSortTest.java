package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static dev.peristyle.internal.plan.Plans.sort;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterThroughSortTest {

    private static final Rule RULE = new FilterThroughSort();

    @Test
    void rowsAreFilteredBeforeTheyAreSorted() {
        Plan plan = filter(sort(scan("a"), "name"), col("id").gt(1));
        assertThat(after(RULE, plan))
                .isEqualTo(lines("sort by [name]", "  filter id > 1", "    scan a [id, size, name, price]"));
    }

    @Test
    void whatIsLeftOfTheFirstRowsIsAnotherQuestion() {
        Plan plan = filter(
                new Plan.Sort(scan("a"), List.of(new SortColumn("name", false, false)), 5),
                col("id").gt(1));
        assertThat(after(RULE, plan)).isEqualTo(plan.explain());
    }
}

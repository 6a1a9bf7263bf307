package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.concat;
import static dev.peristyle.internal.plan.Plans.distinct;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static dev.peristyle.internal.plan.Plans.select;
import static dev.peristyle.internal.plan.Plans.sort;
import static dev.peristyle.internal.plan.Plans.sums;
import static dev.peristyle.internal.plan.Plans.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PruneColumnsTest {

    private static String pruned(Plan plan) {
        return PruneColumns.apply(plan).explain();
    }

    @Test
    void aSourceReadsOnlyWhatIsSelectedInThatOrder() {
        assertThat(pruned(select(scan("a"), "name", "id"))).isEqualTo("scan a [name, id]");
    }

    @Test
    void whatNobodyReadsIsNotComputed() {
        Plan plan =
                with(with(scan("a"), "b", col("id").plus(1)), "c", col("price").times(2.0));
        assertThat(pruned(select(plan, "b", "size")))
                .isEqualTo(lines("project b = id + 1, size", "  scan a [id, size]"));
    }

    @Test
    void columnsOfAConditionAreDroppedAfterIt() {
        assertThat(pruned(select(filter(scan("a"), col("name").eq("x")), "id")))
                .isEqualTo(lines("project id", "  filter name = 'x'", "    scan a [id, name]"));
    }

    @Test
    void columnsOfAConditionThatAScanAppliesAreNotDelivered() {
        Plan plan = Rules.apply(
                List.of(new FilterIntoScan()), filter(scan("a"), col("name").eq("x")));
        assertThat(pruned(select(plan, "id"))).isEqualTo("scan a [id] where name = 'x'");
    }

    @Test
    void columnsThatDecideAnOrderAreDroppedAfterIt() {
        assertThat(pruned(select(sort(scan("a"), "name"), "id")))
                .isEqualTo(lines("project id", "  sort by [name]", "    scan a [id, name]"));
    }

    @Test
    void aggregatesThatNobodyReadsAreNotComputed() {
        Plan plan = sums(scan("a"), List.of("name"), col("id"), col("size"));
        assertThat(pruned(select(plan, "sum2")))
                .isEqualTo(lines("project sum2", "  group by [name] compute [sum as sum2]", "    scan a [name, size]"));
    }

    @Test
    void aDistinctNeedsAllItsColumns() {
        assertThat(pruned(select(distinct(select(scan("a"), "id", "name")), "id")))
                .isEqualTo(lines("project id", "  distinct [id, name]", "    scan a [id, name]"));
    }

    @Test
    void everyInputOfAConcatenationReadsTheSame() {
        assertThat(pruned(select(concat(scan("a"), scan("b")), "size")))
                .isEqualTo(lines("concat", "  scan a [size]", "  scan b [size]"));
    }

    @Test
    void rowsThatAreOnlyCountedNeedNoColumn() {
        Plan plan = new Plan.Group(
                scan("a"), List.of(), List.of(), List.of(), scan("a").schema().select(List.of()));
        assertThat(pruned(plan)).endsWith("  scan a []");
    }
}

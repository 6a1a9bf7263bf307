package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.limit;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static dev.peristyle.internal.plan.Plans.select;
import static dev.peristyle.internal.plan.Plans.sort;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The first rows of groups and the places of rows in plans. */
class TopOfGroupsTest {

    private static Plan top(Plan input, long count) {
        return new TopOfGroups(input, List.of("name"), List.of(new SortColumn("price", true, false)), false, count);
    }

    private static String optimized(Plan plan) {
        return Rules.optimize(plan).explain();
    }

    @Test
    void onlyWhatIsReadAndWhatDecidesIsRead() {
        assertThat(optimized(select(top(scan("a"), 2), "id")))
                .isEqualTo(lines(
                        "project id", "  first 2 of each [name] by [price desc]", "    scan a [id, name, price]"));
    }

    @Test
    void conditionsOnKeysApplyBefore() {
        Plan plan =
                filter(top(scan("a"), 2), col("name").eq("x").and(col("size").gt(3)));
        assertThat(optimized(plan))
                .isEqualTo(lines(
                        "filter size > 3",
                        "  first 2 of each [name] by [price desc]",
                        "    scan a [id, size, name, price] where name = 'x'"));
    }

    @Test
    void itRunsAsTwoSortsOfTheRowsThatCanBeAmongTheFirst() {
        assertThat(Planner.plan(top(scan("a"), 2)).explain())
                .startsWith(lines(
                        "project id, size, name, price",
                        "  first 2 of each group",
                        "    sort by [group, price desc, row]",
                        "      first row of each group as group",
                        "        sort by [name]",
                        "          candidates for the first 2 of each group",
                        "            row number as row",
                        "              scan a"));
    }

    @Test
    void ofManyRowsAGroupAllAreSorted() {
        assertThat(Planner.plan(top(scan("a"), 65)).explain()).doesNotContain("candidates");
    }

    @Test
    void placesThatNobodyReadsAreNotCounted() {
        Plan plan = new RandomNumbers(new RowNumbers(scan("a"), "row"), "random", 7);
        assertThat(optimized(select(plan, "id"))).isEqualTo("scan a [id]");
        assertThat(optimized(select(plan, "random", "size")))
                .isEqualTo(lines("project random, size", "  random number by seed 7 as random", "    scan a [size]"));
    }

    @Test
    void noConditionMovesBelowPlaces() {
        Plan plan =
                filter(new RowNumbers(new Skip(scan("a"), 3), "row"), col("id").gt(1));
        assertThat(optimized(plan))
                .isEqualTo(lines(
                        "filter id > 1", "  row number as row", "    skip 3", "      scan a [id, size, name, price]"));
    }

    @Test
    void aPageOfASortHoldsTheRowsUpToItsEnd() {
        assertThat(optimized(limit(new Skip(sort(scan("a"), "name"), 100), 10)))
                .isEqualTo(lines("skip 100", "  top 110 by [name]", "    scan a [id, size, name, price]"));
    }
}

package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.concat;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.limit;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static dev.peristyle.internal.plan.Plans.select;
import static dev.peristyle.internal.plan.Plans.sort;
import static dev.peristyle.internal.plan.Plans.sums;
import static dev.peristyle.internal.plan.Plans.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    @Test
    void aConditionMovesAllTheWayDown() {
        Plan plan = filter(
                sort(with(filter(scan("a"), col("id").gt(1)), "b", col("price").times(2.0)), "name"),
                col("size").lt(9).and(col("b").gt(5.0)));
        assertThat(Planner.plan(select(plan, "name", "b")).explain())
                .isEqualTo(lines(
                        "sort by [name]",
                        "  filter b > 5.0",
                        "    project name, b = price * 2.0",
                        "      scan a",
                        "        columns: 2 of 4 [name, price]",
                        "        pushed filter: id > 1",
                        "        pushed filter: size < 9"));
    }

    @Test
    void aQueryOverFilesReadsEachForTheGroups() {
        Plan plan = limit(
                sort(
                        sums(
                                filter(
                                        concat(concat(scan("a"), scan("b")), scan("c")),
                                        col("id").gt(1)),
                                List.of("name"),
                                col("size").times(2)),
                        "sum1"),
                3);
        String text = Planner.plan(plan).explain();
        assertThat(text)
                .startsWith(lines(
                        "top 3 by [sum1]",
                        "  group by [name] compute [sum as sum1]",
                        "    project name, argument 1: size * 2 = size * 2",
                        "      concat",
                        "        scan a",
                        "          columns: 2 of 4 [name, size]",
                        "          pushed filter: id > 1",
                        "        scan b"));
    }

    @Test
    void stepsAreNumberedFromTheSourcesUp() {
        Physical physical = Planner.plan(
                sums(with(concat(scan("a"), scan("b")), "b", col("id").plus(1)), List.of("name"), col("b")));
        List<String> ids = new ArrayList<>();
        collectIds(physical, ids);
        assertThat(ids).containsExactly("5 groupBy", "4 project", "3 concat", "1 scan", "2 scan");
    }

    private static void collectIds(Physical step, List<String> ids) {
        ids.add(step.id().toString());
        step.inputs().forEach(input -> collectIds(input, ids));
    }

    @Test
    void tenThousandStepsArePlannedAndExplained() {
        Plan plan = scan("a");
        for (int step = 0; step < 10_000; step++) {
            plan = with(plan, "id", col("id").plus(1));
        }
        plan = filter(plan, col("size").gt(1));
        assertThat(Planner.plan(plan).explain().lines())
                .hasSize(10_003)
                .last()
                .asString()
                .endsWith("pushed filter: size > 1");
    }

    @Test
    void tenThousandStepsOfEveryOtherKindArePlanned() {
        Plan plan = scan("a");
        for (int step = 0; step < 10_000; step++) {
            plan = switch (step % 4) {
                case 0 -> filter(plan, col("id").gt(step));
                case 1 -> concat(plan, scan("b"));
                case 2 -> sort(plan, "name");
                default -> limit(plan, 20_000 - step);
            };
        }
        assertThat(Planner.plan(plan).explain()).contains("scan a");
        assertThat(plan.explain()).contains("scan a");
    }
}

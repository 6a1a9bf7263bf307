package dev.peristyle.internal.plan;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.rename;
import static dev.peristyle.internal.plan.Plans.scan;
import static dev.peristyle.internal.plan.Plans.select;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Expression;
import dev.peristyle.internal.join.JoinType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions after a join and of a join: each goes to the side that it is over, where the kind of the join lets it. */
class FilterThroughJoinTest {

    private static Plan.Join join(JoinType type, Expression condition) {
        Plan left = select(scan("a"), "id", "size");
        Plan right = rename(select(scan("b"), "name", "price"), "name", "text");
        List<Field> fields = new ArrayList<>(left.schema().fields());
        if (type.showsRight()) {
            fields.addAll(right.schema().fields());
        }
        return new Plan.Join(
                left,
                right,
                type,
                List.of(),
                List.of(),
                false,
                condition == null ? null : node(condition),
                Schema.of(fields),
                JoinMethod.CHOSEN,
                null,
                null);
    }

    private static long conditionsBelow(String plan, String input) {
        List<String> lines = plan.lines().toList();
        int scan = 0;
        while (!lines.get(scan).strip().startsWith("scan " + input)) {
            scan++;
        }
        return lines.subList(0, scan).stream()
                .filter(line -> line.startsWith("  ") && line.contains("filter "))
                .count();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "RIGHT_.*")
    void aConditionGoesToItsSideUnlessRowsOfTheOtherComeOutAlone(JoinType type) {
        boolean toLeft = type != JoinType.RIGHT && type != JoinType.FULL;
        String left = after(
                new FilterThroughJoin(),
                new Plan.Filter(join(type, null), node(col("id").gt(1))));
        assertThat(left.startsWith("filter")).isEqualTo(!toLeft);
        assertThat(conditionsBelow(left, "a")).isEqualTo(toLeft ? 1 : 0);
        if (type.showsRight()) {
            boolean toRight = type == JoinType.INNER || type == JoinType.RIGHT;
            String right = after(
                    new FilterThroughJoin(),
                    new Plan.Filter(join(type, null), node(col("text").eq("x"))));
            assertThat(right.startsWith("filter")).isEqualTo(!toRight);
            assertThat(conditionsBelow(right, "b")).isEqualTo(toRight ? 1 : 0);
        }
    }

    @Test
    void whatIsOverBothSidesOrMayHaveNoAnswerStays() {
        Plan plan = new Plan.Filter(
                join(JoinType.INNER, null),
                List.of(
                        node(col("id").gt(col("price"))),
                        node(col("size").plus(1).gt(3)),
                        node(col("text").eq("x"))));
        assertThat(after(new FilterThroughJoin(), plan))
                .isEqualTo(lines(
                        "filter id > price, (size + 1) > 3",
                        "  inner join on everything",
                        "    project id, size",
                        "      scan a [id, size, name, price]",
                        "    filter text = 'x'",
                        "      project text = name, price",
                        "        project name, price",
                        "          scan b [id, size, name, price]"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "RIGHT_.*")
    void partsOfTheConditionGoToTheSideWhoseRowsTheyDrop(JoinType type) {
        Expression condition =
                col("id").gt(1).and(col("text").eq("x")).and(col("size").lt(col("price")));
        String plan = after(new JoinConditions(), join(type, condition));
        boolean toLeft = type == JoinType.INNER || type == JoinType.RIGHT || type == JoinType.SEMI;
        boolean toRight = type != JoinType.RIGHT && type != JoinType.FULL;
        assertThat(plan.contains("  filter id > 1")).isEqualTo(toLeft);
        assertThat(plan.contains("  filter text = 'x'")).isEqualTo(toRight);
        assertThat(plan.lines().findFirst().orElseThrow()).contains("size < price");
    }
}

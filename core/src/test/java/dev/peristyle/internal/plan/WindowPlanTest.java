package dev.peristyle.internal.plan;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.internal.aggregate.AggregateRegistry;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.over.Frame;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How windows are planned: what is computed below and above them, which conditions pass them, which columns they need. */
class WindowPlanTest {

    private static final Rule RULE = new FilterThroughWindow();
    private static final WindowCall NUMBER = new WindowCall("rowNumber", null, List.of(), 0, null, "number");

    private static WindowTerms terms(Expression partition, Expression order) {
        return new WindowTerms(
                List.of(node(partition)),
                List.of(new WindowKey(node(order), true, false)),
                new Frame.UpToPeers(),
                null,
                false);
    }

    private static WindowCall lag(Expression value, long rows, Node otherwise) {
        return new WindowCall("lag", null, List.of(node(value)), rows, otherwise, "before");
    }

    private static Plan window(Expression partition, WindowCall... calls) {
        return WindowBuilder.build(scan("a"), terms(partition, col("size")), List.of(calls));
    }

    @Test
    void expressionsAreComputedBelowAndLeftOutAbove() {
        Plan plan = window(col("id").plus(1), lag(col("size").times(2), 3, new Node.Literal(0)));
        assertThat(plan.explain())
                .isEqualTo(lines(
                        "project id, size, name, price, before = case when \"reaches: before\" then before else cast(0 as long) end",
                        "  window by [partition: id + 1] order by [size desc] compute"
                                + " [lag(argument: size * 2, 3) as before, reaches(-3) as reaches: before]",
                        "    project id, size, name, price, partition: id + 1 = id + 1, argument: size * 2 = size * 2",
                        "      scan a [id, size, name, price]"));
    }

    @Test
    void conditionsOnPartitionsGoBelow() {
        Plan plan = new Plan.Filter(
                window(col("name"), NUMBER),
                List.of(
                        node(col("name").eq("x")),
                        node(col("number").le(5)),
                        node(col("size").gt(1))));
        assertThat(after(RULE, plan))
                .isEqualTo(lines(
                        "filter number <= 5, size > 1",
                        "  window by [name] order by [size desc] compute [rowNumber() as number]",
                        "    filter name = 'x'",
                        "      scan a [id, size, name, price]"));
    }

    @Test
    void conditionsOnDoublesAndWithoutPartitionsStay() {
        Plan plan = filter(window(col("price"), NUMBER), col("price").gt(1.0));
        assertThat(after(RULE, plan)).isEqualTo(plan.explain());
        Plan whole = WindowBuilder.build(
                scan("a"), new WindowTerms(List.of(), List.of(), new Frame.UpToPeers(), null, false), List.of(NUMBER));
        Plan filtered = filter(whole, col("name").eq("x"));
        assertThat(after(RULE, filtered)).isEqualTo(filtered.explain());
    }

    @Test
    void onlyWhatIsNeededIsComputedAndRead() {
        Plan plan = window(col("name"), NUMBER, lag(col("price"), 1, null));
        Plan some = new Plan.Project(
                plan,
                Renaming.referencesTo(List.of("id", "number")),
                plan.schema().select(List.of("id", "number")));
        assertThat(PruneColumns.apply(some).explain())
                .isEqualTo(lines(
                        "project id, number",
                        "  window by [name] order by [size desc] compute [rowNumber() as number]",
                        "    scan a [id, name, size]"));
        Plan none = new Plan.Project(
                plan, Renaming.referencesTo(List.of("id")), plan.schema().select(List.of("id")));
        assertThat(PruneColumns.apply(none).explain()).isEqualTo(lines("scan a [id]"));
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> window(col("name"), new WindowCall("rank", null, List.of(), 0, null, "size")))
                .hasMessageContaining("there is a column 'size' already");
        assertThatThrownBy(() -> window(col("nam"), NUMBER)).hasMessageContaining("nam");
        assertThatThrownBy(() -> window(
                        col("name"),
                        new WindowCall(
                                "sum", AggregateRegistry.named("sum"), List.of(node(col("name"))), 0, null, "s")))
                .hasMessageContaining("sum is not defined for");
        assertThatThrownBy(() -> range(col("name"), 1)).hasMessageContaining("a range needs a key that is a number");
        assertThatThrownBy(() -> range(col("size"), Duration.ofDays(1)))
                .hasMessageContaining("does not go with a key of type long");
        assertThatThrownBy(() -> range(col("size"), 1.5)).hasMessageContaining("cannot be counted exactly");
    }

    private static Plan range(Expression order, Object distance) {
        WindowTerms terms = new WindowTerms(
                List.of(),
                List.of(new WindowKey(node(order), false, false)),
                null,
                new RangeTerms(distance, distance),
                false);
        return WindowBuilder.build(scan("a"), terms, List.of(NUMBER));
    }
}

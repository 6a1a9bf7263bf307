package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static dev.peristyle.internal.plan.Plans.select;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations on whole rows in plans. */
class SetOperationsTest {

    private static String optimized(Plan plan) {
        return Rules.optimize(plan).explain();
    }

    @Test
    void aMergeReadsWhatIsNeededAndItsKeysOfEachInput() {
        Plan merge = new Merge(List.of(scan("a"), scan("b")), List.of(new SortColumn("id", false, false)));
        assertThat(optimized(select(filter(merge, col("name").eq("x")), "size")))
                .isEqualTo(lines(
                        "project size",
                        "  merge by [id]",
                        "    scan a [size, id] where name = 'x'",
                        "    scan b [size, id] where name = 'x'"));
    }

    @Test
    void anUnpivotReadsItsColumnsAndWhatIsNeededBesides() {
        Plan unpivot = SetOperations.unpivot(scan("a"), List.of("id", "size"), "column", "value");
        assertThat(optimized(select(unpivot, "value")))
                .isEqualTo(lines("project value", "  unpivot [id, size] to [column, value]", "    scan a [id, size]"));
        assertThat(Planner.plan(select(unpivot, "value", "price")).explain())
                .startsWith(lines("project value, price", "  unpivot [id, size] to [column, value]"));
    }

    @Test
    void conditionsOnOtherColumnsApplyBeforeAnUnpivot() {
        Plan unpivot = SetOperations.unpivot(scan("a"), List.of("id", "size"), "column", "value");
        Plan filtered = filter(unpivot, col("value").gt(3).and(col("name").eq("x")));
        assertThat(optimized(select(filtered, "column", "value")))
                .isEqualTo(lines(
                        "filter value > 3",
                        "  unpivot [id, size] to [column, value]",
                        "    scan a [id, size] where name = 'x'"));
    }

    @Test
    void aUnionReadsOfEachInputWhatItHas() {
        Plan union =
                SetOperations.unionByName(List.of(select(scan("a"), "id", "size"), select(scan("b"), "name", "id")));
        assertThat(optimized(select(union, "id", "name")))
                .isEqualTo(lines(
                        "concat",
                        "  project id, name = cast(null as string)",
                        "    scan a [id]",
                        "  scan b [id, name]"));
    }

    @Test
    void multisetsMatchTheNumberOfARowAmongEqualOnes() {
        Plan except = SetOperations.counted(
                select(scan("a"), "id", "name"), select(scan("b"), "name", "id"), false, "exceptAll");
        assertThat(except.schema().names()).containsExactly("id", "name");
        assertThat(optimized(except)).contains("rowNumber", "scan a [id, name]", "scan b [id, name]");
    }

    @Test
    void whatNoChangeIsAskedForIsNotRead() {
        Plan upsert = SetOperations.upsert(scan("a"), scan("b"), List.of("id"));
        assertThat(optimized(select(upsert, "id", "name"))).contains("scan a [id, name]", "scan b [id, name]");
    }
}

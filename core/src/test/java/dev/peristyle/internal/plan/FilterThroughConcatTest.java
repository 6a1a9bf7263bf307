package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.concat;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilterThroughConcatTest {

    private static final Rule RULE = new FilterThroughConcat();

    @Test
    void everyInputIsFiltered() {
        Plan plan = filter(concat(scan("a"), scan("b")), col("id").gt(1));
        assertThat(after(RULE, plan))
                .isEqualTo(lines(
                        "concat",
                        "  filter id > 1",
                        "    scan a [id, size, name, price]",
                        "  filter id > 1",
                        "    scan b [id, size, name, price]"));
    }
}

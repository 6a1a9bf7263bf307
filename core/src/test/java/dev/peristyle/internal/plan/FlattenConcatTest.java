package dev.peristyle.internal.plan;

import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.concat;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlattenConcatTest {

    private static final Rule RULE = new FlattenConcat();

    @Test
    void inputsOfInnerConcatenationsTakeTheirPlace() {
        Plan plan = concat(concat(scan("a"), concat(scan("b"), scan("c"))), scan("d"));
        assertThat(after(RULE, plan))
                .isEqualTo(lines(
                        "concat",
                        "  scan a [id, size, name, price]",
                        "  scan b [id, size, name, price]",
                        "  scan c [id, size, name, price]",
                        "  scan d [id, size, name, price]"));
    }

    @Test
    void oneInputIsNoConcatenation() {
        assertThat(after(RULE, concat(scan("a")))).isEqualTo("scan a [id, size, name, price]");
    }
}

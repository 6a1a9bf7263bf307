package dev.peristyle.internal.plan;

import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.limit;
import static dev.peristyle.internal.plan.Plans.lines;
import static dev.peristyle.internal.plan.Plans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergeLimitsTest {

    private static final Rule RULE = new MergeLimits();

    @Test
    void theSmallestLimitIsLeft() {
        Plan plan = limit(limit(limit(scan("a"), 7), 3), 5);
        assertThat(after(RULE, plan)).isEqualTo(lines("limit 3", "  scan a [id, size, name, price]"));
    }
}

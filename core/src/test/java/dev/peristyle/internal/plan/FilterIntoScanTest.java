package dev.peristyle.internal.plan;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.internal.plan.Plans.after;
import static dev.peristyle.internal.plan.Plans.filter;
import static dev.peristyle.internal.plan.Plans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilterIntoScanTest {

    private static final Rule RULE = new FilterIntoScan();

    @Test
    void aScanAppliesTheConditions() {
        Plan plan = filter(scan("a"), col("id").gt(1));
        assertThat(after(RULE, plan)).isEqualTo("scan a [id, size, name, price] where id > 1");
    }
}

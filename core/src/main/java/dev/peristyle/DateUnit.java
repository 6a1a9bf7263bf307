package dev.peristyle;

import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.function.Truncate;

/** The parts of dates and timestamps that {@link Expression#truncate} cuts to. */
public enum DateUnit {
    /** To 1 January. */
    YEAR(Truncate.YEAR),
    /** To the first day of the quarter. */
    QUARTER(Truncate.QUARTER),
    /** To the first day of the month. */
    MONTH(Truncate.MONTH),
    /** To the Monday of the week. */
    WEEK(Truncate.WEEK),
    /** To midnight. */
    DAY(Truncate.DAY),
    /** To the full hour; timestamps only. */
    HOUR(Truncate.HOUR),
    /** To the full minute; timestamps only. */
    MINUTE(Truncate.MINUTE),
    /** To the full second; timestamps only. */
    SECOND(Truncate.SECOND);

    // functions have no state
    @SuppressWarnings("ImmutableEnumChecker")
    private final ScalarFunction function;

    DateUnit(ScalarFunction function) {
        this.function = function;
    }

    ScalarFunction function() {
        return function;
    }
}

package dev.peristyle;

import dev.peristyle.internal.expression.Function;

/** The parts of dates and timestamps that {@link Expression#truncate} cuts to. */
public enum DateUnit {
    /** To 1 January. */
    YEAR(Function.TRUNCATE_YEAR),
    /** To the first day of the quarter. */
    QUARTER(Function.TRUNCATE_QUARTER),
    /** To the first day of the month. */
    MONTH(Function.TRUNCATE_MONTH),
    /** To the Monday of the week. */
    WEEK(Function.TRUNCATE_WEEK),
    /** To midnight. */
    DAY(Function.TRUNCATE_DAY),
    /** To the full hour; timestamps only. */
    HOUR(Function.TRUNCATE_HOUR),
    /** To the full minute; timestamps only. */
    MINUTE(Function.TRUNCATE_MINUTE),
    /** To the full second; timestamps only. */
    SECOND(Function.TRUNCATE_SECOND);

    private final Function function;

    DateUnit(Function function) {
        this.function = function;
    }

    Function function() {
        return function;
    }
}

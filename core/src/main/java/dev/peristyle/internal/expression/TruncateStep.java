package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.DateParts;
import dev.peristyle.schema.DataType.Kind;

/** The start of the unit that a date or timestamp lies in. */
final class TruncateStep extends Step {

    private static final long SECOND = 1_000_000L;

    private final Function function;
    private final boolean dates;

    TruncateStep(Function function, Vector operand) {
        super(new Vector(operand.type()), operand);
        this.function = function;
        this.dates = operand.type().kind() == Kind.DATE;
    }

    @Override
    void run(int rows) {
        result().begin(rows);
        result().nullsOf(input(0));
        long source = input(0).values();
        long result = result().values();
        switch (function) {
            case TRUNCATE_YEAR -> DateParts.truncateToYear(source, dates, result, rows);
            case TRUNCATE_QUARTER -> DateParts.truncateToQuarter(source, dates, result, rows);
            case TRUNCATE_MONTH -> DateParts.truncateToMonth(source, dates, result, rows);
            case TRUNCATE_WEEK -> DateParts.truncateToWeek(source, dates, result, rows);
            case TRUNCATE_DAY -> DateParts.truncateTo(source, 24 * 3600 * SECOND, result, rows);
            case TRUNCATE_HOUR -> DateParts.truncateTo(source, 3600 * SECOND, result, rows);
            case TRUNCATE_MINUTE -> DateParts.truncateTo(source, 60 * SECOND, result, rows);
            default -> DateParts.truncateTo(source, SECOND, result, rows);
        }
    }
}

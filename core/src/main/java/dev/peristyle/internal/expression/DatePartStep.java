package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.DateParts;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;

/** A part of a date or timestamp as an int. */
final class DatePartStep extends Step {

    private final Function function;
    private final boolean dates;

    DatePartStep(Function function, Vector operand) {
        super(new Vector(DataType.INT), operand);
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
            case YEAR -> DateParts.year(source, dates, result, rows);
            case MONTH -> DateParts.month(source, dates, result, rows);
            case DAY -> DateParts.day(source, dates, result, rows);
            case DAY_OF_WEEK -> DateParts.dayOfWeek(source, dates, result, rows);
            case HOUR -> DateParts.hour(source, result, rows);
            case MINUTE -> DateParts.minute(source, result, rows);
            default -> DateParts.second(source, result, rows);
        }
    }
}

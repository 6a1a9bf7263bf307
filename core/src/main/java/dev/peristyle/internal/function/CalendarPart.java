package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.ground.Calendar;
import dev.peristyle.internal.loop.WordPairOperation;
import dev.peristyle.schema.DataType;
import java.util.List;

/** What follows from the day of a date or timestamp: an int, or a date. */
public final class CalendarPart extends WordFunction {

    public static final ScalarFunction QUARTER = new CalendarPart("quarter", Part.QUARTER, DataType.INT);
    public static final ScalarFunction DAY_OF_YEAR = new CalendarPart("dayOfYear", Part.DAY_OF_YEAR, DataType.INT);
    public static final ScalarFunction ISO_WEEK = new CalendarPart("isoWeek", Part.ISO_WEEK, DataType.INT);
    public static final ScalarFunction ISO_YEAR = new CalendarPart("isoYear", Part.ISO_YEAR, DataType.INT);
    public static final ScalarFunction LAST_DAY = new CalendarPart("lastDayOfMonth", Part.LAST_DAY, DataType.DATE);

    private final Part part;
    private final DataType result;

    private CalendarPart(String symbol, Part part, DataType result) {
        super(symbol);
        this.part = part;
        this.result = result;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound argument = arguments.get(0);
        if (Constants.isUntyped(argument)) {
            return new Constant(result, null);
        }
        Timed.require(argument, false, node);
        return Folding.apply(this, result, argument);
    }

    /** Timestamps of seconds reach further than ints and dates. */
    @Override
    public boolean isFallible(DataType type) {
        return this == ISO_YEAR || this == LAST_DAY;
    }

    @Override
    WordPairOperation operation(Apply apply) {
        return new OfTime(part, Timed.perDay(apply.first().type()));
    }

    @Override
    String complaint(Apply apply, Vector first, Vector second, int row) {
        return "the result for " + first.describe(row) + " does not fit in a " + apply.type()
                + "; leave such values out with a filter or when()";
    }

    private enum Part {
        QUARTER {
            @Override
            long of(long day) {
                return (Calendar.month(Calendar.civil(day)) + 2L) / 3;
            }
        },
        DAY_OF_YEAR {
            @Override
            long of(long day) {
                return day - Calendar.startOfYear(day) + 1;
            }
        },
        ISO_WEEK {
            @Override
            long of(long day) {
                long thursday = thursday(day);
                return (thursday - Calendar.startOfYear(thursday)) / 7 + 1;
            }
        },
        ISO_YEAR {
            @Override
            long of(long day) {
                return Calendar.civil(thursday(day)) >> 9;
            }
        },
        LAST_DAY {
            @Override
            long of(long day) {
                long civil = Calendar.civil(day);
                int month = Calendar.month(civil);
                long year = civil >> 9;
                return month == 12 ? Calendar.day(year, 12, 31) : Calendar.day(year, month + 1, 1) - 1;
            }
        };

        abstract long of(long day);

        /** The Thursday of the week, which lies in the year that the week belongs to. */
        private static long thursday(long day) {
            return day - Calendar.dayOfWeek(day) + 4;
        }
    }

    private record OfTime(Part part, long perDay) implements WordPairOperation {

        @Override
        public Object key() {
            return List.of(OfTime.class, part, perDay);
        }

        @Override
        public long apply(long value, long same) {
            return part.of(perDay == 1 ? value : Math.floorDiv(value, perDay));
        }

        @Override
        public boolean isImpossible(long value, long same) {
            long outcome = apply(value, same);
            return outcome != (int) outcome;
        }
    }
}

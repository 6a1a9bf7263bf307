package dev.peristyle;

import java.util.Objects;

/**
 * What can be computed for a row from the rows of its partition; to be imported statically, and passed to
 * {@link Pipeline#window}. Rows that are equal in the order of the window are in that of the input.
 */
public final class WindowFunctions {

    private WindowFunctions() {}

    /**
     * The number of the row in its partition, from 1.
     *
     * @return a long
     */
    public static WindowFunction rowNumber() {
        return WindowFunction.of("rowNumber", null, 0, null);
    }

    /**
     * The place of the row in the order, from 1. Equal rows have the same place, and as many places after it are left out.
     *
     * @return a long
     */
    public static WindowFunction rank() {
        return WindowFunction.of("rank", null, 0, null);
    }

    /**
     * The place of the row in the order, from 1. Equal rows have the same place, and no place is left out.
     *
     * @return a long
     */
    public static WindowFunction denseRank() {
        return WindowFunction.of("denseRank", null, 0, null);
    }

    /**
     * The part of the other rows of the partition that come before the row in the order.
     *
     * @return a double from 0 to 1; 0 where there are no others
     */
    public static WindowFunction percentRank() {
        return WindowFunction.of("percentRank", null, 0, null);
    }

    /**
     * The part of the rows of the partition that come before the row in the order or are equal to it, the row itself included.
     *
     * @return a double above 0, up to 1
     */
    public static WindowFunction cumeDist() {
        return WindowFunction.of("cumeDist", null, 0, null);
    }

    /**
     * Divides the partition into parts of equal size and says which one the row is in. Where it does not come out even, the
     * first parts have a row more.
     *
     * @param parts 1 or more
     * @return a long, from 1
     * @throws IllegalArgumentException when there is to be no part
     */
    public static WindowFunction ntile(long parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("ntile divides into 1 or more parts, not " + parts);
        }
        return WindowFunction.of("ntile", null, parts, null);
    }

    /**
     * The value of the row before.
     *
     * @param value the values
     * @return the argument's type; null if it is null there, and in the first row
     */
    public static WindowFunction lag(Expression value) {
        return lag(value, 1);
    }

    /**
     * The value some rows before.
     *
     * @param value the values
     * @param rows how many rows before, 0 or more
     * @return the argument's type; null if it is null there, and where the partition has no such row
     * @throws IllegalArgumentException when the number is negative
     */
    public static WindowFunction lag(Expression value, long rows) {
        return shifted("lag", value, rows, null);
    }

    /**
     * The value some rows before, or another one.
     *
     * @param value the values
     * @param rows how many rows before, 0 or more
     * @param otherwise what holds where the partition has no such row: an expression, or a value as for
     *     {@link Expressions#lit}; it is cast to the argument's type
     * @return the argument's type; null if it is null there
     * @throws IllegalArgumentException when the number is negative
     */
    public static WindowFunction lag(Expression value, long rows, Object otherwise) {
        return shifted("lag", value, rows, Objects.requireNonNull(otherwise, "otherwise"));
    }

    /**
     * The value of the row after.
     *
     * @param value the values
     * @return the argument's type; null if it is null there, and in the last row
     */
    public static WindowFunction lead(Expression value) {
        return lead(value, 1);
    }

    /**
     * The value some rows after.
     *
     * @param value the values
     * @param rows how many rows after, 0 or more
     * @return the argument's type; null if it is null there, and where the partition has no such row
     * @throws IllegalArgumentException when the number is negative
     */
    public static WindowFunction lead(Expression value, long rows) {
        return shifted("lead", value, rows, null);
    }

    /**
     * The value some rows after, or another one.
     *
     * @param value the values
     * @param rows how many rows after, 0 or more
     * @param otherwise what holds where the partition has no such row: an expression, or a value as for
     *     {@link Expressions#lit}; it is cast to the argument's type
     * @return the argument's type; null if it is null there
     * @throws IllegalArgumentException when the number is negative
     */
    public static WindowFunction lead(Expression value, long rows, Object otherwise) {
        return shifted("lead", value, rows, Objects.requireNonNull(otherwise, "otherwise"));
    }

    private static WindowFunction shifted(String function, Expression value, long rows, Object otherwise) {
        Objects.requireNonNull(value, "value");
        if (rows < 0) {
            throw new IllegalArgumentException(
                    function + " looks 0 or more rows away, not " + rows + "; lag looks back and lead ahead");
        }
        return WindowFunction.of(function, value, rows, otherwise == null ? null : Operands.node(otherwise));
    }

    /**
     * The value of one row of the frame. For the first and the last one there are {@code over(first(…))} and
     * {@code over(last(…))}.
     *
     * @param value the values
     * @param number the number of the row in the frame, from 1
     * @return the argument's type; null if it is null there, and where the frame has no such row
     * @throws IllegalArgumentException when the number is less than 1
     */
    public static WindowFunction nth(Expression value, long number) {
        Objects.requireNonNull(value, "value");
        if (number < 1) {
            throw new IllegalArgumentException("rows of a frame are numbered from 1, but nth is asked for " + number);
        }
        return WindowFunction.of("nth", value, number, null);
    }

    /**
     * An aggregate of the rows of the frame. {@link Aggregates#median} and {@link Aggregates#countDistinct} look at each row of
     * each frame that differs from the one before; all others do not take longer with larger frames, but where frames move
     * they hold a few numbers for each row of one.
     *
     * @param aggregate what is computed
     * @return as for groups; what an aggregate of no rows is, where a frame is empty
     */
    public static WindowFunction over(Aggregate aggregate) {
        return WindowFunction.of(Objects.requireNonNull(aggregate, "aggregate"));
    }
}

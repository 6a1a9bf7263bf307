package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.function.Coalesce;
import dev.peristyle.internal.function.Concat;
import dev.peristyle.internal.function.Extreme;
import dev.peristyle.internal.function.FromParts;
import dev.peristyle.internal.function.MapFunction;
import dev.peristyle.internal.function.Memoized;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Where expressions begin; meant to be imported statically. */
public final class Expressions {

    private Expressions() {}

    /**
     * The value of a column.
     *
     * @param name its name; that it exists is checked when the expression becomes part of a pipeline
     * @return the expression
     */
    public static Expression col(String name) {
        return new Expression(new Node.ColumnReference(name));
    }

    /**
     * The same value for every row.
     *
     * @param value an {@code Integer} (or Short or Byte), {@code Long}, {@code Double}, {@code Float}, {@code Boolean},
     *     {@code String}, {@code Character}, {@code BigDecimal}, {@code BigInteger}, {@code LocalDate},
     *     {@code LocalTime}, {@code Instant}, {@code LocalDateTime}, {@code Duration}, {@code byte[]}, or null. Times count
     *     in microseconds, or in the unit in which they are exact
     * @return the expression
     * @throws IllegalArgumentException when the value is of another type
     */
    public static Expression lit(Object value) {
        return new Expression(value == null ? new Node.Literal(null) : Operands.node(value));
    }

    /**
     * Starts a choice: {@code when(condition).then(value).otherwise(other)}.
     *
     * @param condition a boolean expression
     * @return the choice, waiting for the condition's value
     */
    public static When when(Expression condition) {
        return new When(null, Objects.requireNonNull(condition, "condition"));
    }

    /**
     * Starts a choice by a value: {@code match(col("code")).is("a", 1).otherwise(0)}.
     *
     * @param value an expression, or a value as for {@link #lit}
     * @return the choice, without any result so far
     */
    public static Match match(Object value) {
        return new Match(Operands.node(value));
    }

    /**
     * The date of a year, a month and a day. A day that does not exist is an error at run time.
     *
     * @param year an expression, or a value as for {@link #lit}
     * @param month 1 to 12, an expression or a value
     * @param day 1 to 31, an expression or a value
     * @return the expression, a date
     */
    public static Expression date(Object year, Object month, Object day) {
        return Expression.call(FromParts.DATE, Operands.node(year), month, day);
    }

    /**
     * The time of day of an hour, a minute and a second. One that does not exist is an error at run time. {@code
     * date(…).time().atTime(time(…))} is the timestamp of both.
     *
     * @param hour 0 to 23, an expression, or a value as for {@link #lit}
     * @param minute 0 to 59, an expression or a value
     * @param second 0 to 59, an expression or a value
     * @return the expression, a time of day in seconds
     */
    public static Expression time(Object hour, Object minute, Object second) {
        return Expression.call(FromParts.TIME, Operands.node(hour), minute, second);
    }

    /**
     * The first argument that is not null.
     *
     * @param first an expression, or a value as for {@link #lit}
     * @param others more of them
     * @return the expression
     */
    public static Expression coalesce(Object first, Object... others) {
        return Expression.call(Coalesce.COALESCE, Operands.node(first), Objects.requireNonNull(others, "others"));
    }

    /**
     * One text after the other; null where one of them is null, as SQL's {@code ||}.
     *
     * @param first an expression, or a value as for {@link #lit}
     * @param others more of them
     * @return the expression
     */
    public static Expression concat(Object first, Object... others) {
        return Expression.call(Concat.CONCAT, Operands.node(first), Objects.requireNonNull(others, "others"));
    }

    /**
     * The least of some values in their order; nulls are left out. NaN is greater than every other number.
     *
     * @param first an expression, or a value as for {@link #lit}
     * @param others more of them
     * @return the expression, null where all of them are
     */
    public static Expression least(Object first, Object... others) {
        return Expression.call(Extreme.LEAST, Operands.node(first), Objects.requireNonNull(others, "others"));
    }

    /**
     * The greatest of some values in their order; nulls are left out. NaN is greater than every other number.
     *
     * @param first an expression, or a value as for {@link #lit}
     * @param others more of them
     * @return the expression, null where all of them are
     */
    public static Expression greatest(Object first, Object... others) {
        return Expression.call(Extreme.GREATEST, Operands.node(first), Objects.requireNonNull(others, "others"));
    }

    /**
     * A function of your own of a number, in a loop of its own that is as fast as a built-in one. It is called for rows that
     * have a value and that a choice reaches, by several threads at a time, and must give the same for the same number.
     * What it throws ends the run with a {@link dev.peristyle.error.ComputationException}.
     *
     * @param operand an expression, or a value as for {@link #lit}; converted to double
     * @param function computes the value of a row
     * @return the expression, a double
     */
    public static Expression map(Object operand, DoubleUnaryOperator function) {
        return Expression.call(MapFunction.ofDouble(function), Operands.node(operand));
    }

    /**
     * A function of your own of two numbers; see {@link #map(Object, DoubleUnaryOperator)}. Null where one of them is null.
     *
     * @param first an expression, or a value as for {@link #lit}; converted to double
     * @param second an expression or a value; converted to double
     * @param function computes the value of a row
     * @return the expression, a double
     */
    public static Expression map(Object first, Object second, DoubleBinaryOperator function) {
        return Expression.call(MapFunction.ofDoubles(function), Operands.node(first), second);
    }

    /**
     * A function of your own of an integer; see {@link #map(Object, DoubleUnaryOperator)}.
     *
     * @param operand an expression, or a value as for {@link #lit}; converted to long
     * @param function computes the value of a row
     * @return the expression, a long
     */
    public static Expression mapLong(Object operand, LongUnaryOperator function) {
        return Expression.call(MapFunction.ofLong(function), Operands.node(operand));
    }

    /**
     * A function of your own that is called once for the same values: what it gave is kept and found again. For functions that are dear, such as those that look
     * something up or parse: what costs less than some 50 nanoseconds is computed faster than found.
     *
     * <pre>{@code
     * memoized(row(col("street"), col("city")).mapToLong(row -> districtOf(row)), 1 << 20)
     * }</pre>
     *
     * <p>Each thread of a run keeps results for itself, so that no thread waits for another; it calls the function once for the same values, and again
     * after results had to make room for others. They are kept off the heap, with the bytes of their arguments, count against the memory limit as other memory of
     * the step does, and are given up at the end of the run. Those of all threads and all memoized functions of a run together take a quarter of its
     * limit at most. Room is made where results are oldest, and one that was found since it was kept there is passed
     * over once. A result that takes more than an eighth of the bytes is not kept, nor is anything where memory is short, nor what
     * the function throws. How many were found, computed and dropped is in the report of the run ({@link
     * dev.peristyle.execution.RunReport#counts}) and in {@code explainAnalyze()}.
     *
     * @param function a call of a function of your own: {@code map}, {@code mapLong}, {@code row(…).map…} or {@code text().map…}
     * @param maximumBytes what each thread may keep, 4096 to 8 GiB; it takes less as long as that is enough
     * @return the expression, of the type of the function
     * @throws IllegalArgumentException when it is not such a call, or the number of bytes is out of its range
     */
    public static Expression memoized(Expression function, long maximumBytes) {
        if (!(Objects.requireNonNull(function, "function").node() instanceof Node.Call call)) {
            throw new IllegalArgumentException(
                    "memoized needs a call of a function of your own, such as map(col(\"x\"), x -> f(x)), and not "
                            + function);
        }
        List<Object> others = new ArrayList<>();
        for (Node other : call.arguments().subList(1, call.arguments().size())) {
            others.add(new Expression(other));
        }
        return Expression.call(
                new Memoized(call.function(), maximumBytes), call.arguments().get(0), others.toArray());
    }

    /**
     * Several values for a function of your own, of any types: {@code row(col("name"), col("price")).mapToDouble(row -> …)}.
     *
     * @param first an expression, or a value as for {@link #lit}
     * @param others more of them
     * @return what can be computed from them
     */
    public static RowOperations row(Object first, Object... others) {
        List<Node> values = new ArrayList<>();
        values.add(Operands.node(first));
        for (Object other : Objects.requireNonNull(others, "others")) {
            values.add(Operands.node(other));
        }
        return new RowOperations(values);
    }

    /**
     * True where the condition is false, false where it is true, null where it is null.
     *
     * @param condition a boolean expression
     * @return the expression
     */
    public static Expression not(Expression condition) {
        return Objects.requireNonNull(condition, "condition").not();
    }
}

package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.function.Abs;
import dev.peristyle.internal.function.Coalesce;
import dev.peristyle.internal.function.Comparison;
import dev.peristyle.internal.function.Concat;
import dev.peristyle.internal.function.DatePart;
import dev.peristyle.internal.function.Divide;
import dev.peristyle.internal.function.ElementaryPair;
import dev.peristyle.internal.function.In;
import dev.peristyle.internal.function.Length;
import dev.peristyle.internal.function.Logic;
import dev.peristyle.internal.function.Minus;
import dev.peristyle.internal.function.Modulo;
import dev.peristyle.internal.function.NanTest;
import dev.peristyle.internal.function.Negate;
import dev.peristyle.internal.function.Not;
import dev.peristyle.internal.function.NullIf;
import dev.peristyle.internal.function.NullTest;
import dev.peristyle.internal.function.Plus;
import dev.peristyle.internal.function.RoundToDigits;
import dev.peristyle.internal.function.Rounded;
import dev.peristyle.internal.function.Substring;
import dev.peristyle.internal.function.TextCase;
import dev.peristyle.internal.function.TextSearch;
import dev.peristyle.internal.function.Times;
import dev.peristyle.internal.function.Trim;
import dev.peristyle.schema.DataType;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A computation over the columns of a row, such as {@code col("price").times(col("quantity"))}. Start with
 * {@link Expressions}. Immutable and thread-safe.
 *
 * <p>Nulls follow SQL: a function of null is null, {@code and} and {@code or} know three values, a filter keeps only what
 * is true. Every method that takes an {@code Object} takes an expression or a value as for {@link Expressions#lit}. Text
 * beside a date, timestamp or decimal is read as such a value: {@code col("shipdate").ge("1995-01-01")}.
 *
 * <p>Names and types are checked when the expression becomes part of a pipeline: {@link IllegalArgumentException}. What
 * has no exact answer for some row, such as an overflow, is a {@link dev.peristyle.error.ComputationException} at run
 * time. Rows that are null, or that a choice does not reach, never cause one.
 */
public final class Expression {

    private final Node node;
    // null where it is named like what it computes
    private final String name;

    Expression(Node node) {
        this(node, null);
    }

    private Expression(Node node, String name) {
        this.node = node;
        this.name = name;
    }

    /** What a column of its values is called. */
    String name() {
        return name == null ? node.describe() : name;
    }

    /**
     * The same expression under a name of your own, for {@link Pipeline#select(Expression, Expression...)},
     * {@link Pipeline#with(Expression, Expression...)} and {@link Pipeline#groupBy(Expression, Expression...)}. What is computed
     * of it has no name again. Without one a column is called as it is, anything else as it reads: {@code price * 2}.
     *
     * @param columnName the name of the column
     * @return the expression
     */
    public Expression as(String columnName) {
        return new Expression(node, Objects.requireNonNull(columnName, "columnName"));
    }

    Node node() {
        return node;
    }

    static Expression call(ScalarFunction function, Node first, Object... others) {
        List<Node> arguments = new ArrayList<>(others.length + 1);
        arguments.add(first);
        for (Object other : others) {
            arguments.add(Operands.node(other));
        }
        return new Expression(new Node.Call(function, arguments));
    }

    private Expression with(ScalarFunction function, Object... others) {
        return call(function, node, others);
    }

    /**
     * The sum. Integers and decimals stay exact; an overflow is an error at run time. Integers narrower than 32 bits are
     * computed as int, those of 32 bits without a sign as long and of 64 bits without a sign as decimal(20,0). Decimals of at
     * most 18 digits give at most 18; beside one of more digits there are up to 38. A duration can be added to a timestamp or a
     * duration.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression plus(Object other) {
        return with(Plus.PLUS, other);
    }

    /**
     * The difference, by the types of {@link #plus}. Timestamps less timestamps are durations.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression minus(Object other) {
        return with(Minus.MINUS, other);
    }

    /**
     * The product. Integers and decimals stay exact; the scales of decimals add up.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression times(Object other) {
        return with(Times.TIMES, other);
    }

    /**
     * The quotient as a double. Division by zero gives infinity or NaN as IEEE 754 says.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression dividedBy(Object other) {
        return with(Divide.DIVIDE, other);
    }

    /**
     * The remainder, with the sign of this value. For integers and decimals null where the other is zero.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression modulo(Object other) {
        return with(Modulo.MODULO, other);
    }

    /**
     * This number to the power of another, as a double: what {@link Math#pow} gives.
     *
     * @param exponent an expression or a value
     * @return the expression
     */
    public Expression power(Object exponent) {
        return with(ElementaryPair.POWER, exponent);
    }

    /**
     * This value with the other sign.
     *
     * @return the expression
     */
    public Expression negate() {
        return with(Negate.NEGATE);
    }

    /**
     * The absolute value.
     *
     * @return the expression
     */
    public Expression abs() {
        return with(Abs.ABS);
    }

    /**
     * The nearest integral value, halves away from zero. Decimals lose their fraction digits.
     *
     * @return the expression
     */
    public Expression round() {
        return with(Rounded.ROUND);
    }

    /**
     * The nearest number with so many digits after the point, halves away from zero; see {@link #round(int, RoundingMode)}.
     *
     * @param digits how many digits after the point stay; -2 rounds to hundreds
     * @return the expression
     */
    public Expression round(int digits) {
        return round(digits, RoundingMode.HALF_UP);
    }

    /**
     * The number with so many digits after the point, rounded as is said; {@link RoundingMode#DOWN} cuts the others off. Of a double or
     * float its product with the power of ten is rounded, itself rounded to the nearest double: so 1.1 has one digit and no
     * more. An integer that does not fit its type after being rounded is an error at run time.
     *
     * @param digits how many digits after the point stay; -2 rounds to hundreds
     * @param rounding what becomes of the others, all but {@link RoundingMode#UNNECESSARY}
     * @return the expression: of the same type, but a decimal has just these digits after the point
     */
    public Expression round(int digits, RoundingMode rounding) {
        return with(
                RoundToDigits.ROUND,
                digits,
                Objects.requireNonNull(rounding, "rounding").name());
    }

    /**
     * The next integral value that is not greater.
     *
     * @return the expression
     */
    public Expression floor() {
        return with(Rounded.FLOOR);
    }

    /**
     * The next integral value that is not smaller.
     *
     * @return the expression
     */
    public Expression ceil() {
        return with(Rounded.CEIL);
    }

    /**
     * True where both are equal. NaN equals itself; text is compared byte by byte. Integers, decimals, and longs beside doubles
     * are compared exactly; a decimal beside a double is compared as the double that is nearest to it, so that 0.05 equals
     * 0.05.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression eq(Object other) {
        return with(Comparison.EQ, other);
    }

    /**
     * True where both differ.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression ne(Object other) {
        return with(Comparison.NE, other);
    }

    /**
     * True where this is less. NaN is greater than every other number.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression lt(Object other) {
        return with(Comparison.LT, other);
    }

    /**
     * True where this is less or equal.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression le(Object other) {
        return with(Comparison.LE, other);
    }

    /**
     * True where this is greater.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression gt(Object other) {
        return with(Comparison.GT, other);
    }

    /**
     * True where this is greater or equal.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression ge(Object other) {
        return with(Comparison.GE, other);
    }

    /**
     * True where both are true, false where one is false, otherwise null.
     *
     * @param other a condition
     * @return the expression
     */
    public Expression and(Expression other) {
        return with(Logic.AND, other);
    }

    /**
     * True where one is true, false where both are false, otherwise null.
     *
     * @param other a condition
     * @return the expression
     */
    public Expression or(Expression other) {
        return with(Logic.OR, other);
    }

    /**
     * True where this is false, false where it is true, null where it is null.
     *
     * @return the expression
     */
    public Expression not() {
        return with(Not.NOT);
    }

    /**
     * True where this is at least {@code low} and at most {@code high}.
     *
     * @param low an expression or a value, included
     * @param high an expression or a value, included
     * @return the expression
     */
    public Expression between(Object low, Object high) {
        return ge(low).and(le(high));
    }

    /**
     * True where this equals one of the values; otherwise null when one of them is null.
     *
     * @param values expressions or values, at least one; {@code lit(null)} for null
     * @return the expression
     */
    public Expression in(Object... values) {
        return with(In.IN, Objects.requireNonNull(values, "values"));
    }

    /**
     * This value; null where it equals the other one.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression nullIf(Object other) {
        return with(NullIf.NULL_IF, other);
    }

    /**
     * This value, or the other one where it is null.
     *
     * @param other an expression or a value
     * @return the expression
     */
    public Expression ifNull(Object other) {
        return with(Coalesce.COALESCE, other);
    }

    /**
     * True where this float or double is NaN, null where it is null.
     *
     * @return the expression
     */
    public Expression isNaN() {
        return with(NanTest.IS_NAN);
    }

    /**
     * True where there is no value, otherwise false.
     *
     * @return the expression
     */
    public Expression isNull() {
        return with(NullTest.IS_NULL);
    }

    /**
     * True where there is a value, otherwise false.
     *
     * @return the expression
     */
    public Expression isNotNull() {
        return with(NullTest.IS_NOT_NULL);
    }

    /**
     * This value as another type. What does not fit or cannot be read as that type is an error at run time.
     *
     * <p>Fractions are rounded to the nearest: double and float to an integer with halves to the even one (2.5 is 2, 3.5 is 4),
     * everything that comes from or becomes a decimal with halves away from zero (2.5 is 3). Times in a coarser unit are cut
     * down to the unit before. For another rounding use {@link #cast(DataType, RoundingMode)}.
     *
     * <p>Text is read as a file is, and more forms are taken: blanks around a value, exponents, a date alone as a timestamp. It never
     * loses anything: a text with digits that the type has no room for is an error, and so is a time with a zone as a local
     * one. Text becomes binary from the form in which binary becomes text, such as {@code 0x00ff}.
     *
     * @param type the wanted type
     * @return the expression
     */
    public Expression cast(DataType type) {
        return new Expression(new Node.Cast(node, type, false));
    }

    /**
     * This value as an integer, a decimal or a time of a coarser unit, rounded as is said: a number or a text of one to an integer or
     * a decimal, a time to one of fewer digits or to a date. With {@link RoundingMode#UNNECESSARY} a value that would have to be
     * rounded is an error at run time, as is everything that does not fit.
     *
     * <p>A double times the power of ten of the scale is first rounded to the nearest double, so that 1.1 has one digit after the
     * point and no more.
     *
     * @param type the wanted type
     * @param rounding what becomes of digits that the type has no room for
     * @return the expression
     */
    public Expression cast(DataType type, RoundingMode rounding) {
        return new Expression(new Node.Cast(node, type, false, Objects.requireNonNull(rounding, "rounding")));
    }

    /**
     * This value as another type, null where {@link #cast(DataType)} would fail.
     *
     * @param type the wanted type
     * @return the expression
     */
    public Expression tryCast(DataType type) {
        return new Expression(new Node.Cast(node, type, true));
    }

    /**
     * This value as another type, null where {@link #cast(DataType, RoundingMode)} would fail.
     *
     * @param type the wanted type
     * @param rounding what becomes of digits that the type has no room for
     * @return the expression
     */
    public Expression tryCast(DataType type, RoundingMode rounding) {
        return new Expression(new Node.Cast(node, type, true, Objects.requireNonNull(rounding, "rounding")));
    }

    /**
     * The number of code points of a text, or of bytes.
     *
     * @return the expression
     */
    public Expression length() {
        return with(Length.LENGTH);
    }

    /**
     * The text in lower case.
     *
     * @return the expression
     */
    public Expression lower() {
        return with(TextCase.LOWER);
    }

    /**
     * The text in upper case.
     *
     * @return the expression
     */
    public Expression upper() {
        return with(TextCase.UPPER);
    }

    /**
     * The text without spaces at both ends.
     *
     * @return the expression
     */
    public Expression trim() {
        return with(Trim.TRIM);
    }

    /**
     * A part of the text, counted in code points.
     *
     * @param start the first code point: 1 is the first, -1 the last
     * @param length the most code points, 0 or more
     * @return the expression
     */
    public Expression substring(int start, int length) {
        return with(Substring.SUBSTRING, start, length);
    }

    /**
     * This text and then the other one; null where one of them is null.
     *
     * @param other an expression or a text
     * @return the expression
     */
    public Expression concat(Object other) {
        return with(Concat.CONCAT, other);
    }

    /**
     * True where the other text is part of this one.
     *
     * @param other an expression or a text
     * @return the expression
     */
    public Expression contains(Object other) {
        return with(TextSearch.CONTAINS, other);
    }

    /**
     * True where this text begins with the other one.
     *
     * @param other an expression or a text
     * @return the expression
     */
    public Expression startsWith(Object other) {
        return with(TextSearch.STARTS_WITH, other);
    }

    /**
     * True where this text ends with the other one.
     *
     * @param other an expression or a text
     * @return the expression
     */
    public Expression endsWith(Object other) {
        return with(TextSearch.ENDS_WITH, other);
    }

    /**
     * True where the whole text matches a pattern. There is no escape character.
     *
     * @param pattern {@code %} matches any text, {@code _} one code point
     * @return the expression
     */
    public Expression like(String pattern) {
        return with(TextSearch.LIKE, pattern);
    }

    /**
     * The year of a date or timestamp.
     *
     * @return the expression
     */
    public Expression year() {
        return with(DatePart.YEAR);
    }

    /**
     * The month of a date or timestamp, 1 to 12.
     *
     * @return the expression
     */
    public Expression month() {
        return with(DatePart.MONTH);
    }

    /**
     * The day of the month of a date or timestamp, 1 to 31.
     *
     * @return the expression
     */
    public Expression day() {
        return with(DatePart.DAY);
    }

    /**
     * The hour of a timestamp, 0 to 23.
     *
     * @return the expression
     */
    public Expression hour() {
        return with(DatePart.HOUR);
    }

    /**
     * The minute of a timestamp, 0 to 59.
     *
     * @return the expression
     */
    public Expression minute() {
        return with(DatePart.MINUTE);
    }

    /**
     * The second of a timestamp, 0 to 59.
     *
     * @return the expression
     */
    public Expression second() {
        return with(DatePart.SECOND);
    }

    /**
     * The day of the week of a date or timestamp, Monday = 1 to Sunday = 7.
     *
     * @return the expression
     */
    public Expression dayOfWeek() {
        return with(DatePart.DAY_OF_WEEK);
    }

    /**
     * The start of the year, month and so on that a date or timestamp lies in, as the same type. One that lies before the first
     * value of the type is an error at run time.
     *
     * @param unit what to cut to
     * @return the expression
     */
    public Expression truncate(DateUnit unit) {
        return with(Objects.requireNonNull(unit, "unit").function());
    }

    /**
     * Roots, logarithms, angles, bits and buckets of this number.
     *
     * @return what there is
     */
    public MathOperations math() {
        return new MathOperations(node);
    }

    /**
     * Parts, patterns, codes, digests and numbers of this text.
     *
     * @return what there is
     */
    public TextOperations text() {
        return new TextOperations(node);
    }

    /**
     * Calendar, zones, units and texts of this date, time or timestamp.
     *
     * @return what there is
     */
    public TimeOperations time() {
        return new TimeOperations(node);
    }

    /** Returns the expression as infix text. */
    @Override
    public String toString() {
        return name == null ? node.describe() : node.describe() + " as " + name;
    }
}

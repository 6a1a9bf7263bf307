package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.function.BitOperation;
import dev.peristyle.internal.function.Bucket;
import dev.peristyle.internal.function.Elementary;
import dev.peristyle.internal.function.ElementaryPair;
import dev.peristyle.internal.function.Quotient;
import dev.peristyle.internal.function.Sign;

/**
 * What can be computed from a number beyond the arithmetic of {@link Expression}: {@code col("x").math().sqrt()}. Immutable.
 *
 * <p>Functions of doubles follow {@link Math}: where they have no value, such as the root of -1 or the logarithm of a negative
 * number, the result is NaN, and the logarithm of 0 is negative infinity. None of them ends a run.
 */
public final class MathOperations {

    private final Node node;

    MathOperations(Node node) {
        this.node = node;
    }

    private Expression with(ScalarFunction function, Object... others) {
        return Expression.call(function, node, others);
    }

    /**
     * The square root.
     *
     * @return the expression, a double
     */
    public Expression sqrt() {
        return with(Elementary.SQRT);
    }

    /**
     * e to the power of the number.
     *
     * @return the expression, a double
     */
    public Expression exp() {
        return with(Elementary.EXP);
    }

    /**
     * The logarithm to the base e.
     *
     * @return the expression, a double
     */
    public Expression ln() {
        return with(Elementary.LN);
    }

    /**
     * The logarithm to the base 10.
     *
     * @return the expression, a double
     */
    public Expression log10() {
        return with(Elementary.LOG10);
    }

    /**
     * The sine of an angle in radians.
     *
     * @return the expression, a double
     */
    public Expression sin() {
        return with(Elementary.SIN);
    }

    /**
     * The cosine of an angle in radians.
     *
     * @return the expression, a double
     */
    public Expression cos() {
        return with(Elementary.COS);
    }

    /**
     * The tangent of an angle in radians.
     *
     * @return the expression, a double
     */
    public Expression tan() {
        return with(Elementary.TAN);
    }

    /**
     * The angle in radians whose sine the number is, from -π/2 to π/2.
     *
     * @return the expression, a double
     */
    public Expression asin() {
        return with(Elementary.ASIN);
    }

    /**
     * The angle in radians whose cosine the number is, from 0 to π.
     *
     * @return the expression, a double
     */
    public Expression acos() {
        return with(Elementary.ACOS);
    }

    /**
     * The angle in radians whose tangent the number is, from -π/2 to π/2.
     *
     * @return the expression, a double
     */
    public Expression atan() {
        return with(Elementary.ATAN);
    }

    /**
     * The angle in radians, from -π to π, of the point with this number as y and the other as x.
     *
     * @param x an expression or a value
     * @return the expression, a double
     */
    public Expression atan2(Object x) {
        return with(ElementaryPair.ATAN2, x);
    }

    /**
     * The sign: -1, 0 or 1; 0 for NaN.
     *
     * @return the expression, an int
     */
    public Expression sign() {
        return with(Sign.SIGN);
    }

    /**
     * This integer divided by another one, without the fraction of the quotient: 7 by 2 is 3, -7 by 2 is -3. Null where the other
     * one is zero. Together with {@link Expression#modulo} it gives the number back.
     *
     * @param divisor an expression or a value, an integer
     * @return the expression, an int or long; the smallest of them divided by -1 is an error at run time
     */
    public Expression quotient(Object divisor) {
        return with(Quotient.QUOTIENT, divisor);
    }

    /**
     * The bits that are set in both integers.
     *
     * @param other an expression or a value, an integer
     * @return the expression, an int or long
     */
    public Expression bitAnd(Object other) {
        return with(BitOperation.AND, other);
    }

    /**
     * The bits that are set in one of the integers or in both.
     *
     * @param other an expression or a value, an integer
     * @return the expression, an int or long
     */
    public Expression bitOr(Object other) {
        return with(BitOperation.OR, other);
    }

    /**
     * The bits that are set in just one of the integers.
     *
     * @param other an expression or a value, an integer
     * @return the expression, an int or long
     */
    public Expression bitXor(Object other) {
        return with(BitOperation.XOR, other);
    }

    /**
     * The bits that are not set.
     *
     * @return the expression, an int or long
     */
    public Expression bitNot() {
        return with(BitOperation.NOT);
    }

    /**
     * The bits moved to higher places, with zeros after them; those that leave the type are lost. A negative distance moves them
     * to the right.
     *
     * @param distance an expression or a value, an integer
     * @return the expression, of the type of the number: int or long
     */
    public Expression shiftLeft(Object distance) {
        return with(BitOperation.SHIFT_LEFT, distance);
    }

    /**
     * The bits moved to lower places; the sign stays. A negative distance moves them to the left.
     *
     * @param distance an expression or a value, an integer
     * @return the expression, of the type of the number: int or long
     */
    public Expression shiftRight(Object distance) {
        return with(BitOperation.SHIFT_RIGHT, distance);
    }

    /**
     * In which of some buckets of equal width the number lies, from 1. It is 0 below {@code low}, and {@code count + 1} from
     * {@code high} on and for NaN.
     *
     * @param low where the first bucket begins, included
     * @param high where the last bucket ends, excluded
     * @param count how many buckets there are, at least one
     * @return the expression, an int
     */
    public Expression bucket(double low, double high, int count) {
        return with(Bucket.BUCKET, low, high, count);
    }
}

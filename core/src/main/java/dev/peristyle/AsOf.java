package dev.peristyle;

import dev.peristyle.internal.join.AsOfDirection;
import dev.peristyle.internal.plan.AsOfTerms;
import dev.peristyle.internal.plan.JoinKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

/**
 * Which row of another pipeline is the nearest to a row, for {@link Pipeline#joinAsOf}: the last one before it, unless
 * something else is said.
 *
 * <pre>{@code
 * trades.joinAsOf(quotes, on("symbol"), asOf("time", "quote_time"))
 * trades.joinAsOf(quotes, on("symbol"), asOf("time", "quote_time").nearest().within(Duration.ofSeconds(5)))
 * }</pre>
 *
 * <p>The values that are compared can be of any type that has an order, such as numbers, times and texts; nearest and within
 * need numbers, dates or times. Two values of different types are compared as keys of a {@link JoinOn} are. A row in which the value
 * is null has no match and is none. Immutable.
 */
public final class AsOf {

    private final AsOfTerms terms;

    private AsOf(AsOfTerms terms) {
        this.terms = terms;
    }

    AsOfTerms terms() {
        return terms;
    }

    /**
     * Compares columns that have the same name on both sides. It comes out once, with the value of the left.
     *
     * @param column a column of both sides
     * @return the last row before, or at the same place
     */
    public static AsOf asOf(String column) {
        return of(JoinKey.ofColumn(Objects.requireNonNull(column, "column")));
    }

    /**
     * Compares a column of the left with one of the right.
     *
     * @param left a column of the left
     * @param right a column of the right
     * @return the last row before, or at the same place
     */
    public static AsOf asOf(String left, String right) {
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        return asOf(Expressions.col(left), Expressions.col(right));
    }

    /**
     * Compares an expression over the left with one over the right.
     *
     * @param left an expression over the columns of the left
     * @param right an expression over the columns of the right
     * @return the last row before, or at the same place
     */
    public static AsOf asOf(Expression left, Expression right) {
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        return of(new JoinKey(left.node(), right.node()));
    }

    private static AsOf of(JoinKey key) {
        return new AsOf(new AsOfTerms(key, AsOfDirection.BEFORE, false, null));
    }

    private AsOf with(AsOfDirection direction, boolean isStrict, Object tolerance) {
        if (isStrict && direction == AsOfDirection.NEAREST) {
            throw new IllegalArgumentException(
                    "the nearest row may be at the same place; use before() or after() with strict()");
        }
        return new AsOf(new AsOfTerms(terms.key(), direction, isStrict, tolerance));
    }

    /**
     * The last row of the right whose value is not greater; of several that are equal the last one.
     *
     * @return which row
     */
    public AsOf before() {
        return with(AsOfDirection.BEFORE, terms.isStrict(), terms.tolerance());
    }

    /**
     * The first row of the right whose value is not smaller; of several that are equal the first one.
     *
     * @return which row
     */
    public AsOf after() {
        return with(AsOfDirection.AFTER, terms.isStrict(), terms.tolerance());
    }

    /**
     * The row of the right whose value is the nearest, before or after; of two that are equally near the one before. Floats and
     * doubles are as far from each other as their difference as a double says.
     *
     * @return which row
     * @throws IllegalArgumentException with {@link #strict()}
     */
    public AsOf nearest() {
        return with(AsOfDirection.NEAREST, terms.isStrict(), terms.tolerance());
    }

    /**
     * A row of the right with an equal value is none: only values that are smaller, or greater, count.
     *
     * @return which row
     * @throws IllegalArgumentException with {@link #nearest()}
     */
    public AsOf strict() {
        return with(terms.direction(), true, terms.tolerance());
    }

    /**
     * A row of the right that is further away is none.
     *
     * @param time the greatest distance between dates or times that is near enough; not negative
     * @return which row
     */
    public AsOf within(Duration time) {
        if (Objects.requireNonNull(time, "time").isNegative()) {
            throw new IllegalArgumentException("no row is within a negative time: " + time);
        }
        return with(terms.direction(), terms.isStrict(), time);
    }

    /**
     * A row of the right that is further away is none.
     *
     * @param distance the greatest distance between numbers that is near enough; not negative
     * @return which row
     */
    public AsOf within(BigDecimal distance) {
        if (Objects.requireNonNull(distance, "distance").signum() < 0) {
            throw new IllegalArgumentException("no row is within a negative distance: " + distance);
        }
        return with(terms.direction(), terms.isStrict(), distance);
    }

    /**
     * A row of the right that is further away is none.
     *
     * @param distance the greatest distance between numbers that is near enough; not negative
     * @return which row
     */
    public AsOf within(long distance) {
        return within(BigDecimal.valueOf(distance));
    }

    /**
     * A row of the right that is further away is none.
     *
     * @param distance the greatest distance between numbers that is near enough; finite and not negative
     * @return which row
     */
    public AsOf within(double distance) {
        if (!Double.isFinite(distance)) {
            throw new IllegalArgumentException("a distance has to be a number: " + distance);
        }
        return within(BigDecimal.valueOf(distance));
    }

    /** Returns the terms as text. */
    @Override
    public String toString() {
        return terms.describe();
    }
}

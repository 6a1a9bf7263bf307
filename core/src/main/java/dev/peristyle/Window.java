package dev.peristyle;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.over.Frame;
import dev.peristyle.internal.plan.RangeTerms;
import dev.peristyle.internal.plan.WindowKey;
import dev.peristyle.internal.plan.WindowTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which rows belong together, in which order, and which of them a function looks at for a row: its frame.
 *
 * <pre>{@code
 * prices.window(partitionBy("share").orderBy(asc("day")).rows(-6, 0), over(mean(col("price"))).as("week"))
 * sales.window(partitionBy("shop").orderBy(desc("revenue")), rank().as("place"))
 * }</pre>
 *
 * <p>Without a frame of its own, a frame goes from the first row of the partition to the last one that is equal to the row in
 * the order; without an order all rows of a partition are equal, so that it is the whole partition. Rows that are equal in the
 * order stay in that of the input. Nulls form a partition of their own.
 *
 * <p>Rows come out in the order of the input unless {@link #inWindowOrder} is asked for. Immutable.
 */
public final class Window {

    private final WindowTerms terms;

    private Window(WindowTerms terms) {
        this.terms = terms;
    }

    WindowTerms terms() {
        return terms;
    }

    /**
     * All rows in one partition.
     *
     * @return the window
     */
    public static Window everything() {
        return new Window(new WindowTerms(List.of(), List.of(), new Frame.UpToPeers(), null, false));
    }

    /**
     * A partition for all rows that are equal in some columns.
     *
     * @param column a column
     * @param others more of them
     * @return the window
     */
    public static Window partitionBy(String column, String... others) {
        List<Node> keys = new ArrayList<>();
        keys.add(new Node.ColumnReference(Objects.requireNonNull(column, "column")));
        Arguments.list("others", others).forEach(other -> keys.add(new Node.ColumnReference(other)));
        return everything().with(keys);
    }

    /**
     * A partition for all rows that are equal in some expressions.
     *
     * @param value an expression
     * @param others more of them
     * @return the window
     */
    public static Window partitionBy(Expression value, Expression... others) {
        List<Node> keys = new ArrayList<>();
        keys.add(Objects.requireNonNull(value, "value").node());
        Arguments.list("others", others).forEach(other -> keys.add(other.node()));
        return everything().with(keys);
    }

    private Window with(List<Node> partition) {
        return new Window(
                new WindowTerms(partition, terms.order(), terms.frame(), terms.range(), terms.inWindowOrder()));
    }

    /**
     * The order within a partition; after what was said before.
     *
     * @param keys what decides, the first one first
     * @return the window
     */
    public Window orderBy(SortKey... keys) {
        List<WindowKey> order = new ArrayList<>(terms.order());
        for (SortKey key : Arguments.list("keys", keys)) {
            Node column = new Node.ColumnReference(key.column());
            order.add(new WindowKey(column, key.descending(), key.nullsBeforeValues()));
        }
        return ordered(order);
    }

    /**
     * The order within a partition by an expression, smallest first and nulls last; after what was said before.
     *
     * @param value what decides
     * @return the window
     */
    public Window orderBy(Expression value) {
        return orderBy(value, false);
    }

    /**
     * The order within a partition by an expression, largest first and nulls last; after what was said before.
     *
     * @param value what decides
     * @return the window
     */
    public Window orderByDescending(Expression value) {
        return orderBy(value, true);
    }

    private Window orderBy(Expression value, boolean descending) {
        List<WindowKey> order = new ArrayList<>(terms.order());
        Node node = Objects.requireNonNull(value, "value").node();
        order.add(new WindowKey(node, descending, false));
        return ordered(order);
    }

    private Window ordered(List<WindowKey> order) {
        return new Window(
                new WindowTerms(terms.partition(), order, terms.frame(), terms.range(), terms.inWindowOrder()));
    }

    /**
     * Frames by numbers of rows: {@code rows(-6, 0)} is the row and the six before it, as far as the partition has them.
     *
     * @param from the first row of the frame by its distance from the row, negative for one before it
     * @param to the last row of the frame by its distance from the row, at least {@code from}
     * @return the window
     * @throws IllegalArgumentException when the last one is before the first
     */
    public Window rows(long from, long to) {
        if (from > to) {
            throw new IllegalArgumentException("a frame of rows from " + from + " to " + to
                    + " has no rows; from is negative" + " for rows before the row");
        }
        if (from == Long.MIN_VALUE || to == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "use rowsFromStart, rowsToEnd or wholePartition for a frame without an end");
        }
        return framed(new Frame.Rows(from, to));
    }

    /**
     * Frames from the first row of the partition on.
     *
     * @param to the last row of the frame by its distance from the row, negative for one before it
     * @return the window
     */
    public Window rowsFromStart(long to) {
        return framed(new Frame.Rows(Frame.START, to));
    }

    /**
     * Frames up to the last row of the partition.
     *
     * @param from the first row of the frame by its distance from the row, negative for one before it
     * @return the window
     */
    public Window rowsToEnd(long from) {
        return framed(new Frame.Rows(from, Frame.END));
    }

    /**
     * The frame of each row is its partition.
     *
     * @return the window
     */
    public Window wholePartition() {
        return framed(new Frame.Rows(Frame.START, Frame.END));
    }

    private Window framed(Frame frame) {
        return new Window(new WindowTerms(terms.partition(), terms.order(), frame, null, terms.inWindowOrder()));
    }

    /**
     * Frames by the distance of keys: of the rows whose key is at most so much before that of the row in the order, and at most
     * so much after it. The order has to have one key: a number of up to 64 bits with a sign, a date, or a time. A row without
     * a key has the other rows without one in its frame.
     *
     * @param before 0 or more: a number, of days for dates, or a {@link Duration} for dates and times
     * @param after 0 or more, as {@code before}
     * @return the window
     * @throws IllegalArgumentException when one of them is negative, not finite, or neither a number nor a duration
     */
    public Window range(Object before, Object after) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        checkDistance("before", before);
        checkDistance("after", after);
        return new Window(new WindowTerms(
                terms.partition(), terms.order(), null, new RangeTerms(before, after), terms.inWindowOrder()));
    }

    private static void checkDistance(String name, Object distance) {
        boolean negative;
        if (distance instanceof Duration duration) {
            negative = duration.isNegative();
        } else if (distance instanceof Double || distance instanceof Float) {
            double number = ((Number) distance).doubleValue();
            negative = !(number >= 0) || Double.isInfinite(number);
        } else if (distance instanceof Integer || distance instanceof Long || distance instanceof BigDecimal) {
            negative = new BigDecimal(distance.toString()).signum() < 0;
        } else {
            throw new IllegalArgumentException(
                    name + " is a " + distance.getClass().getName() + "; use a number or a Duration");
        }
        if (negative) {
            throw new IllegalArgumentException(name + " is " + distance + "; how far a range goes is 0 or more");
        }
    }

    /**
     * Rows come out partition by partition, in the order within them.
     *
     * @return the window
     */
    public Window inWindowOrder() {
        return new Window(new WindowTerms(terms.partition(), terms.order(), terms.frame(), terms.range(), true));
    }

    /** Returns the window as text. */
    @Override
    public String toString() {
        return terms.describe();
    }
}

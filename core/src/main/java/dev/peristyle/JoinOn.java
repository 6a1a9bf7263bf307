package dev.peristyle;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.plan.JoinKey;
import dev.peristyle.internal.plan.JoinMethod;
import dev.peristyle.internal.plan.JoinTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * When a row of one pipeline matches a row of another. Keys have to be equal, a further condition has to be true:
 *
 * <pre>{@code
 * orders.join(customers, on("customer_id"))
 * orders.join(parts, LEFT, on(col("part"), col("id")).where(col("quantity").gt(col("least"))))
 * }</pre>
 *
 * <p>Two keys of different types are compared in the type that holds the values of both, such as long for int and long; types
 * that have none, and integers of 64 bits with floating-point numbers, have to be cast. Floating-point numbers are equal as in
 * comparisons, -0.0 to 0.0 and NaN to NaN. A key that is null matches nothing, unless {@link #nullsMatch()} is asked for.
 *
 * <p>In a condition, the columns of both sides have the names that they have in the result of an inner join. Immutable.
 */
public final class JoinOn {

    private final JoinTerms terms;

    private JoinOn(JoinTerms terms) {
        this.terms = terms;
    }

    JoinTerms terms() {
        return terms;
    }

    /**
     * Columns that have the same name on both sides have to be equal. Each comes out once.
     *
     * @param column a column of both sides
     * @param others more of them
     * @return when rows match
     */
    public static JoinOn on(String column, String... others) {
        return everything().and(column, others);
    }

    /**
     * An expression over the left has to be equal to one over the right. Where both are the same column it is as
     * {@link #on(String, String...)}; otherwise the columns of both sides come out.
     *
     * @param left an expression over the columns of the left
     * @param right an expression over the columns of the right
     * @return when rows match
     */
    public static JoinOn on(Expression left, Expression right) {
        return everything().and(left, right);
    }

    /**
     * Every row of the left matches every row of the right: the cross join of SQL, to be narrowed by {@link #where}.
     *
     * @return when rows match
     */
    public static JoinOn everything() {
        return new JoinOn(new JoinTerms(List.of(), null, false, null));
    }

    /**
     * More columns that have to be equal.
     *
     * @param column a column of both sides
     * @param others more of them
     * @return when rows match
     */
    public JoinOn and(String column, String... others) {
        List<JoinKey> keys = new ArrayList<>(terms.keys());
        keys.add(JoinKey.ofColumn(Objects.requireNonNull(column, "column")));
        Arguments.list("others", others).forEach(other -> keys.add(JoinKey.ofColumn(other)));
        return new JoinOn(new JoinTerms(keys, terms.condition(), terms.nullsMatch(), terms.suffix(), terms.method()));
    }

    /**
     * Two more expressions that have to be equal.
     *
     * @param left an expression over the columns of the left
     * @param right an expression over the columns of the right
     * @return when rows match
     */
    public JoinOn and(Expression left, Expression right) {
        List<JoinKey> keys = new ArrayList<>(terms.keys());
        keys.add(new JoinKey(
                Objects.requireNonNull(left, "left").node(),
                Objects.requireNonNull(right, "right").node()));
        return new JoinOn(new JoinTerms(keys, terms.condition(), terms.nullsMatch(), terms.suffix(), terms.method()));
    }

    /**
     * A condition that has to be true as well, over the columns of both sides. It decides whether two rows match: a left
     * join keeps left rows for which it is never true. With {@code semi} and {@code anti}, a column of the right whose name the left
     * has too needs a {@link #suffix}.
     *
     * @param condition a boolean expression
     * @return when rows match
     */
    public JoinOn where(Expression condition) {
        Node node = Objects.requireNonNull(condition, "condition").node();
        Node both = terms.condition() == null
                ? node
                : new Expression(terms.condition()).and(condition).node();
        return new JoinOn(new JoinTerms(terms.keys(), both, terms.nullsMatch(), terms.suffix(), terms.method()));
    }

    /**
     * A key that is null matches one that is null too.
     *
     * @return when rows match
     */
    public JoinOn nullsMatch() {
        return new JoinOn(new JoinTerms(terms.keys(), terms.condition(), true, terms.suffix(), terms.method()));
    }

    /**
     * What is added to the name of a column of the right that the left has too and that is no key of both. Without it such
     * a column is an error.
     *
     * @param text such as {@code "_right"}
     * @return when rows match
     */
    public JoinOn suffix(String text) {
        if (Objects.requireNonNull(text, "text").isEmpty()) {
            throw new IllegalArgumentException("a suffix that is empty changes no name; use one such as \"_right\"");
        }
        return new JoinOn(new JoinTerms(terms.keys(), terms.condition(), terms.nullsMatch(), text, terms.method()));
    }

    /**
     * The left is read first and held, and the right flows by: for a left that is much smaller, where that cannot be known from the
     * sources. The rows and their order stay the same. What matches of the right is then held as well, until it is its turn, and so is
     * all of the right in a right or full join; of a semi and an anti join only the left is held.
     *
     * <p>Without it, and without {@link #buildRight()}, the side is chosen by what is known of both without reading them: rows of
     * tables and column files, sizes of other files, and a guess of what conditions, limits and groups leave of them. Where that is not
     * known, the right is held. {@code explain()} says which side it is, and why.
     *
     * @return when rows match
     */
    public JoinOn buildLeft() {
        return with(JoinMethod.BUILD_LEFT);
    }

    /**
     * The right is read first and held, and the left flows by, whatever is known of their sizes.
     *
     * @return when rows match
     */
    public JoinOn buildRight() {
        return with(JoinMethod.BUILD_RIGHT);
    }

    private JoinOn with(JoinMethod method) {
        return new JoinOn(new JoinTerms(terms.keys(), terms.condition(), terms.nullsMatch(), terms.suffix(), method));
    }

    /**
     * Both sides are sorted by the keys as they are given here, ascending and nulls last: then both are read once, side by side, and no
     * more of them is held than the rows of one key. It is checked while they are read. A row that has a key without a value may be
     * anywhere, unless {@link #nullsMatch()} is asked for. The rows and their order are those of any join; right rows without a match that
     * come out at the end wait on disk where there are many.
     *
     * @return when rows match; a run fails with a {@link dev.peristyle.error.ComputationException} that names the side and the row where a
     *     side is not sorted
     */
    public JoinOn sorted() {
        return with(JoinMethod.MERGE);
    }

    /** Returns the terms as text. */
    @Override
    public String toString() {
        return terms.describe();
    }
}

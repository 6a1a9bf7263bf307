package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When rows of two sides match, as the user wrote it.
 *
 * @param keys what has to be equal; none where all rows match
 * @param condition what has to be true as well; null where nothing has
 * @param nullsMatch whether null is equal to null
 * @param suffix what is added to names of the right that the left has too; null where those are an error
 * @param method how the join is to be done
 */
public record JoinTerms(List<JoinKey> keys, Node condition, boolean nullsMatch, String suffix, JoinMethod method) {

    /** Copies the list. */
    public JoinTerms {
        keys = List.copyOf(keys);
    }

    /** Of a join that is done as what is known says. */
    public JoinTerms(List<JoinKey> keys, Node condition, boolean nullsMatch, String suffix) {
        this(keys, condition, nullsMatch, suffix, JoinMethod.CHOSEN);
    }

    /** The terms as text, for plans. */
    public String describe() {
        String on = keys.isEmpty()
                ? "everything"
                : keys.stream().map(JoinKey::describe).collect(Collectors.joining(", "));
        return on + (nullsMatch ? ", nulls match" : "") + (condition == null ? "" : " where " + condition.describe());
    }
}

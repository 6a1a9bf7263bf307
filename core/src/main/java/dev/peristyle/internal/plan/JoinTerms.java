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
 */
public record JoinTerms(List<JoinKey> keys, Node condition, boolean nullsMatch, String suffix) {

    /** Copies the list. */
    public JoinTerms {
        keys = List.copyOf(keys);
    }

    /** The terms as text, for plans. */
    public String describe() {
        String on = keys.isEmpty()
                ? "everything"
                : keys.stream().map(JoinKey::describe).collect(Collectors.joining(", "));
        return on + (nullsMatch ? ", nulls match" : "") + (condition == null ? "" : " where " + condition.describe());
    }
}

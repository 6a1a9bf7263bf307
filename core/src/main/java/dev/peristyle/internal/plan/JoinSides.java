package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.function.Logic;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parts conditions over the two inputs of a join into those that one of them can be asked alone, before the join, and the rest. What
 * may have no answer for some rows stays: a row without a match must not be asked.
 */
final class JoinSides {

    final List<Node> left = new ArrayList<>();
    final List<Node> right = new ArrayList<>();
    final List<Node> rest = new ArrayList<>();

    /**
     * Parts conditions.
     *
     * @param toLeft whether the left may be asked
     * @param toRight whether the right may be asked
     */
    JoinSides(Plan.Join join, List<Node> conditions, boolean toLeft, boolean toRight) {
        for (Node condition : conditions) {
            if (toLeft && isOver(join.left().schema(), condition)) {
                left.add(condition);
            } else if (toRight && isOver(join.right().schema(), condition)) {
                right.add(condition);
            } else {
                rest.add(condition);
            }
        }
    }

    /** Whether a condition can be asked of rows with some columns alone. */
    static boolean isOver(Schema schema, Node condition) {
        Set<String> columns = Renaming.columnsOf(List.of(condition));
        return !columns.isEmpty()
                && columns.stream().allMatch(schema::contains)
                && !FilterIntoScan.predicate(schema, condition).isFallible();
    }

    boolean isEmpty() {
        return left.isEmpty() && right.isEmpty();
    }

    /** The join over inputs of which the conditions have been asked. */
    Plan.Join below(Plan.Join join) {
        Plan newLeft = left.isEmpty() ? join.left() : new Plan.Filter(join.left(), left);
        Plan newRight = right.isEmpty() ? join.right() : new Plan.Filter(join.right(), right);
        return (Plan.Join) join.withInputs(List.of(newLeft, newRight));
    }

    /** One condition of several; null of none. */
    static Node all(List<Node> conditions) {
        Node all = null;
        for (Node condition : conditions) {
            all = all == null ? condition : new Node.Call(Logic.AND, List.of(all, condition));
        }
        return all;
    }
}

package dev.peristyle.internal.plan;

import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.join.JoinType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** What the lines of plans say, before and after they are made to run. */
final class PlanText {

    private PlanText() {}

    /** Conditions one after the other. */
    static String list(List<Node> conditions) {
        List<String> texts = new ArrayList<>();
        for (Node condition : conditions) {
            texts.add(condition.describe());
        }
        return String.join(", ", texts);
    }

    /** Columns with what they are computed from, where that is not just the column of that name. */
    static String named(List<Node> columns, Schema schema) {
        List<String> texts = new ArrayList<>();
        for (int position = 0; position < columns.size(); position++) {
            String text = columns.get(position).describe();
            String name = schema.field(position).name();
            texts.add(text.equals(name) ? name : name + " = " + text);
        }
        return String.join(", ", texts);
    }

    static String group(List<String> keys, List<BoundAggregate> aggregates) {
        if (aggregates.isEmpty()) {
            return "distinct " + keys;
        }
        List<String> texts = new ArrayList<>();
        for (BoundAggregate aggregate : aggregates) {
            texts.add(aggregate.function() + " as " + aggregate.outputName());
        }
        return "group by " + keys + " compute " + texts;
    }

    static String asOf(boolean keepsLeft, List<String> leftKeys, List<String> rightKeys, AsOfTerms terms) {
        int near = leftKeys.size() - 1;
        String nearest = terms.describe(leftKeys.get(near) + " ~ " + rightKeys.get(near));
        return (keepsLeft ? "left" : "inner") + " join as of " + nearest
                + (near == 0 ? "" : " on " + pairs(leftKeys.subList(0, near), rightKeys.subList(0, near)));
    }

    /** Keys that are equal where rows match. */
    static String pairs(List<String> leftKeys, List<String> rightKeys) {
        List<String> texts = new ArrayList<>();
        for (int key = 0; key < leftKeys.size(); key++) {
            texts.add(leftKeys.get(key) + " = " + rightKeys.get(key));
        }
        return String.join(", ", texts);
    }

    static String join(
            JoinType type, List<String> leftKeys, List<String> rightKeys, boolean nullsMatch, Node condition) {
        return type + " join on " + (leftKeys.isEmpty() ? "everything" : pairs(leftKeys, rightKeys))
                + (nullsMatch ? ", nulls match" : "") + (condition == null ? "" : " where " + condition.describe());
    }
}

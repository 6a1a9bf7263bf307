package dev.peristyle.internal.plan;

import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.table.AnswerSource;
import dev.peristyle.spi.ColumnStatistics;
import dev.peristyle.spi.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The number of rows or values and the least and the greatest value of all rows of a source are what it says that they are, if it knows
 * that exactly. Its rows are not read then.
 */
final class AnswerFromStatistics implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Group group)
                || !group.keys().isEmpty()
                || group.aggregates().isEmpty()
                || !group.aggregates().stream().allMatch(AnswerFromStatistics::isKnown)) {
            return step;
        }
        List<Node> arguments = group.arguments();
        Plan input = group.input();
        while (arguments != null && input instanceof Plan.Project project) {
            arguments = below(project, arguments);
            input = project.input();
        }
        if (!(input instanceof Plan.Scan scan) || !scan.filters().isEmpty()) {
            return step;
        }
        List<String> names = names(arguments);
        if (names == null) {
            return step;
        }
        Set<String> columns = new LinkedHashSet<>(names);
        columns.remove(null);
        Statistics known = scan.source().exactStatistics(List.copyOf(columns));
        if (known.rowCount().isEmpty()) {
            return step;
        }
        List<Object> answer = new ArrayList<>();
        for (int number = 0; number < names.size(); number++) {
            String function = group.aggregates().get(number).function();
            if (!answers(function, names.get(number), known)) {
                return step;
            }
            answer.add(answer(function, names.get(number), known));
        }
        return new Plan.Scan(new AnswerSource(scan.source(), group.schema(), answer), group.schema());
    }

    private static boolean isKnown(BoundAggregate aggregate) {
        return switch (aggregate.function()) {
            case "count", "min", "max" -> true;
            default -> false;
        };
    }

    /** What arguments over a projection are over its input, or null if it computes one. */
    private static List<Node> below(Plan.Project project, List<Node> arguments) {
        List<Node> below = new ArrayList<>();
        for (Node argument : arguments) {
            if (argument == null) {
                below.add(null);
            } else if (argument instanceof Node.ColumnReference column) {
                below.add(project.columns().get(project.schema().indexOf(column.name())));
            } else {
                return null;
            }
        }
        return below;
    }

    /** The columns that arguments are, null for those that count rows; null in place of the list if one is computed. */
    private static List<String> names(List<Node> arguments) {
        if (arguments == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (Node argument : arguments) {
            if (argument == null) {
                names.add(null);
            } else if (argument instanceof Node.ColumnReference column) {
                names.add(column.name());
            } else {
                return null;
            }
        }
        return names;
    }

    private static boolean answers(String function, String column, Statistics known) {
        if (column == null) {
            return true;
        }
        ColumnStatistics of = known.column(column);
        return of.nullCount().isPresent()
                && switch (function) {
                    case "min" -> of.min() != null || hasNoValues(of, known);
                    case "max" -> of.max() != null || hasNoValues(of, known);
                    default -> true;
                };
    }

    private static boolean hasNoValues(ColumnStatistics of, Statistics known) {
        return of.nullCount().getAsLong() == known.rowCount().getAsLong();
    }

    private static Object answer(String function, String column, Statistics known) {
        long rows = known.rowCount().getAsLong();
        if (column == null) {
            return rows;
        }
        ColumnStatistics of = known.column(column);
        if (function.equals("count")) {
            return rows - of.nullCount().getAsLong();
        }
        return hasNoValues(of, known) ? null : function.equals("min") ? of.min() : of.max();
    }
}

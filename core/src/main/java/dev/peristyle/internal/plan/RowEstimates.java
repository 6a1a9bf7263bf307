package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.function.Comparison;
import dev.peristyle.internal.function.NullTest;
import dev.peristyle.internal.join.JoinType;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Statistics;
import java.util.List;
import java.util.Objects;

/**
 * How many rows steps are likely to give, from what their sources know without reading. What a condition lets through is not known:
 * an equation is taken for one row of ten and any other condition for one of three, so who decides by it has to leave a margin.
 */
final class RowEstimates {

    private static final double EQUATION = 0.1;
    private static final double CONDITION = 1 / 3.0;
    private static final double ROWS_A_GROUP = 10;

    /** Of a field in a file: its text and a delimiter. */
    private static final int TYPICAL_TEXT = 12;

    private static final int TYPICAL_NUMBER = 8;

    private RowEstimates() {}

    /** Of a step, from its inputs. */
    static RowEstimate of(Plan step, List<RowEstimate> inputs) {
        if (step instanceof Plan.Scan scan) {
            return filtered(scanned(scan), scan.filters());
        }
        if (step instanceof Plan.Filter filter) {
            return filtered(inputs.get(0), filter.conditions());
        }
        if (step instanceof Plan.Limit limit) {
            return first(inputs.get(0), limit.count());
        }
        if (step instanceof Plan.Sort sort) {
            return first(inputs.get(0), sort.limit());
        }
        if (step instanceof Plan.Group group) {
            return grouped(group, inputs.get(0));
        }
        if (step instanceof Plan.Join join) {
            return joined(join.type(), inputs.get(0), inputs.get(1));
        }
        if (step instanceof Plan.AsOfJoin) {
            return inputs.get(0);
        }
        if (step instanceof Plan.Concat || step instanceof Merge) {
            return all(inputs);
        }
        if (step instanceof Unpivot unpivot) {
            RowEstimate rows = inputs.get(0);
            return rows.isKnown()
                    ? RowEstimate.about((double) rows.rows() * unpivot.columns().size())
                    : rows;
        }
        if (step instanceof Plan.Project || step instanceof RowNumbers || step instanceof WindowPlan) {
            return inputs.get(0);
        }
        // such as the first rows of groups, and functions of users: not more, if they are as usual
        RowEstimate rows = inputs.get(0);
        return rows.isKnown() ? RowEstimate.about(rows.rows()) : rows;
    }

    private static RowEstimate scanned(Plan.Scan scan) {
        Statistics known = scan.source().statistics();
        if (known.rowCount().isPresent()) {
            return RowEstimate.exactly(known.rowCount().getAsLong());
        }
        if (known.bytes().isEmpty()) {
            return RowEstimate.UNKNOWN;
        }
        return RowEstimate.about(
                (double) known.bytes().getAsLong() / textBytes(scan.source().schema()));
    }

    /** What a row may take in a file. */
    private static int textBytes(Schema schema) {
        int bytes = 0;
        for (Field field : schema.fields()) {
            DataType type = field.type();
            bytes += RowEstimate.isText(type) ? TYPICAL_TEXT : TYPICAL_NUMBER;
        }
        return Math.max(1, bytes);
    }

    private static RowEstimate filtered(RowEstimate rows, List<Node> conditions) {
        if (!rows.isKnown() || conditions.isEmpty()) {
            return rows;
        }
        double share = 1;
        for (Node condition : conditions) {
            share *= share(condition);
        }
        return RowEstimate.about(rows.rows() * share);
    }

    private static double share(Node condition) {
        if (condition instanceof Node.Call call) {
            if (Objects.equals(call.function(), Comparison.EQ)) {
                return EQUATION;
            }
            if (Objects.equals(call.function(), NullTest.IS_NOT_NULL)) {
                return 1;
            }
        }
        return CONDITION;
    }

    private static RowEstimate first(RowEstimate rows, long limit) {
        if (limit == Long.MAX_VALUE || rows.isKnown() && rows.rows() <= limit) {
            return rows;
        }
        return new RowEstimate(limit, rows.isExact());
    }

    private static RowEstimate grouped(Plan.Group group, RowEstimate rows) {
        if (group.keys().isEmpty()) {
            return RowEstimate.exactly(1);
        }
        return rows.isKnown() ? RowEstimate.about(rows.rows() / ROWS_A_GROUP) : rows;
    }

    private static RowEstimate joined(JoinType type, RowEstimate left, RowEstimate right) {
        if (!left.isKnown() || !right.isKnown()) {
            return RowEstimate.UNKNOWN;
        }
        long rows = switch (type) {
            case SEMI, ANTI -> left.rows();
            case RIGHT_SEMI, RIGHT_ANTI -> right.rows();
            case INNER, LEFT, RIGHT, FULL -> Math.max(left.rows(), right.rows());
        };
        return RowEstimate.about(rows);
    }

    private static RowEstimate all(List<RowEstimate> inputs) {
        double rows = 0;
        boolean isExact = true;
        for (RowEstimate input : inputs) {
            if (!input.isKnown()) {
                return RowEstimate.UNKNOWN;
            }
            rows += input.rows();
            isExact &= input.isExact();
        }
        return isExact ? RowEstimate.exactly((long) rows) : RowEstimate.about(rows);
    }
}

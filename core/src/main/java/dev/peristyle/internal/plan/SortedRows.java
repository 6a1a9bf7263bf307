package dev.peristyle.internal.plan;

import dev.peristyle.schema.DataType;
import dev.peristyle.spi.ColumnStatistics;
import java.util.List;

/** Finds out whether rows are known to be sorted by some columns, ascending and nulls last. */
final class SortedRows {

    /** Why they are. */
    enum Reason {
        NOT_KNOWN,
        /** A sort below. */
        SORT,
        /** The source says so of the one column; nulls may be anywhere. */
        SOURCE
    }

    /** Not to follow long chains again and again for each of their joins. */
    private static final int MAX_STEPS = 64;

    private SortedRows() {}

    static Reason reason(Plan rows, List<String> columns) {
        List<String> names = columns;
        Plan step = rows;
        for (int steps = 0; steps < MAX_STEPS && !names.isEmpty(); steps++) {
            if (step instanceof Plan.Sort sort) {
                return isSortedBy(sort, names) ? Reason.SORT : Reason.NOT_KNOWN;
            }
            if (step instanceof Plan.Scan scan) {
                return isSorted(scan, names) ? Reason.SOURCE : Reason.NOT_KNOWN;
            }
            names = step instanceof Plan.Limit || step instanceof Skip ? names : ScanKeys.below(step, names);
            step = step.inputs().get(0);
        }
        return Reason.NOT_KNOWN;
    }

    private static boolean isSortedBy(Plan.Sort sort, List<String> names) {
        if (sort.keys().size() < names.size()) {
            return false;
        }
        for (int key = 0; key < names.size(); key++) {
            if (!sort.keys().get(key).equals(new SortColumn(names.get(key), false, false))) {
                return false;
            }
        }
        return true;
    }

    /** Of types whose order is the same for everybody. */
    private static boolean isSorted(Plan.Scan scan, List<String> names) {
        if (names.size() > 1) {
            return false;
        }
        DataType type = scan.source().schema().field(names.get(0)).type();
        return (type.equals(DataType.INT) || type.equals(DataType.LONG) || type.equals(DataType.DATE))
                && scan.source().exactStatistics(names).column(names.get(0)).order()
                        == ColumnStatistics.Order.ASCENDING;
    }
}

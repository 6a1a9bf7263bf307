package dev.peristyle.internal.columnfile;

import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.ScanRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What all readers of a scan have to know.
 *
 * @param plans the columns of the source, in the order of batches' layouts
 * @param constants those after them, which have one value in all rows
 * @param all all of them as a schema
 * @param wanted what is to be delivered
 * @param textBytes bytes of text in a chunk of more than one row
 */
record BatchRequest(
        List<ColumnPlan> plans,
        List<FolderValue> constants,
        Schema all,
        ScanRequest wanted,
        RunContext context,
        int textBytes) {
    private static final int MAX_TEXT_BYTES = 1 << 20;
    private static final int MIN_TEXT_BYTES = 32 << 10;
    private static final int PARTS_OF_LIMIT = 128;

    static BatchRequest of(List<ColumnPlan> plans, Schema all, ScanRequest wanted, RunContext context) {
        return of(plans, List.of(), all, wanted, context);
    }

    static BatchRequest of(
            List<ColumnPlan> plans, List<FolderValue> constants, Schema all, ScanRequest wanted, RunContext context) {
        long text = context.memory().limit() / PARTS_OF_LIMIT / context.threads();
        int textBytes = (int) Math.max(MIN_TEXT_BYTES, Math.min(MAX_TEXT_BYTES, text));
        return new BatchRequest(plans, constants, all, wanted, context, textBytes);
    }

    /** The columns that are wanted or in a condition, those of one value not counted. */
    List<ColumnPlan> read() {
        return read(plans, all, wanted);
    }

    /** As {@link #read()}, before there is a run. */
    static List<ColumnPlan> read(List<ColumnPlan> plans, Schema all, ScanRequest wanted) {
        Set<String> names = new LinkedHashSet<>(wanted.columns());
        wanted.predicates().forEach(condition -> names.addAll(condition.columns()));
        return names.stream()
                .map(all::indexOf)
                .filter(position -> position < plans.size())
                .map(plans::get)
                .toList();
    }
}

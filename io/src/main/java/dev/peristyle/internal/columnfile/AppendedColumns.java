package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.util.List;

/** Whether rows of a schema can go after those of a file: it has to be one of ours, so that all of it is known, with the same columns. */
final class AppendedColumns {

    private AppendedColumns() {}

    /**
     * Checks a file.
     *
     * @throws IllegalArgumentException if it has other columns
     * @throws dev.peristyle.error.MalformedDataException if something else has written it
     */
    static void check(FileMetadata metadata, Schema schema) {
        Path path = metadata.file().path();
        if (metadata.zones() == null || metadata.sums() == null || !isOfOurForm(metadata)) {
            throw BrokenFile.at(
                    path,
                    metadata.footerStart(),
                    " cannot be appended to: it was not written by ColumnFile.to(file). Write it again with that, then"
                            + " append");
        }
        List<ColumnPlan> columns = metadata.columns();
        for (int position = 0; position < Math.max(columns.size(), schema.size()); position++) {
            String there = position < columns.size() ? name(columns.get(position)) : "nothing";
            String here = position < schema.size() ? name(schema.field(position)) : "nothing";
            if (!there.equals(here)) {
                throw new IllegalArgumentException("cannot append to " + path + ": column " + (position + 1) + " is "
                        + there + " there, but " + here
                        + " in what is to be written. Select the same columns in the same order, and cast them");
            }
        }
    }

    private static boolean isOfOurForm(FileMetadata metadata) {
        int dictionaries = 0;
        for (int column = 0; column < metadata.columns().size(); column++) {
            ColumnPlan plan = metadata.columns().get(column);
            if (plan.refusal() != null || plan.form() != ArrowTypes.form(plan.type())) {
                return false;
            }
            if (plan.hasDictionary()) {
                if (!isOfOurDictionary(plan, column)) {
                    return false;
                }
                dictionaries++;
            }
        }
        long end = end(metadata.batches(), AppendedDictionaries.start(metadata));
        return end == AppendedDictionaries.start(metadata)
                && dictionaries == metadata.dictionaries().size()
                && end(metadata.dictionaries(), end) == metadata.footerStart() - FileLayout.END_BYTES;
    }

    private static boolean isOfOurDictionary(ColumnPlan plan, int column) {
        return plan.dictionary() == column
                && plan.type().equals(DataType.STRING)
                && plan.indexType().equals(DataType.SHORT);
    }

    /** Where the last of some batches ends. */
    private static long end(List<ArrowMessages.Place> batches, long otherwise) {
        if (batches.isEmpty()) {
            return otherwise;
        }
        ArrowMessages.Place last = batches.get(batches.size() - 1);
        return last.offset() + last.metadata() + last.body();
    }

    private static String name(ColumnPlan plan) {
        return name(new Field(plan.name(), plan.type()));
    }

    private static String name(Field field) {
        return "'" + ShownText.of(field.name()) + "' " + field.type();
    }
}

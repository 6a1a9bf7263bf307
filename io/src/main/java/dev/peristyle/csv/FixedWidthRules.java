package dev.peristyle.csv;

import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineColumn;
import dev.peristyle.internal.csv.kernel.LineLayout;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** What options of texts with delimiters a fixed-width text cannot have, and which types its columns have for certain. */
final class FixedWidthRules {
    private FixedWidthRules() {}

    /** Refuses an option that is set. */
    static void refuse(boolean set, String option, String advice) {
        if (set) {
            throw new IllegalArgumentException(
                    option + " and fixedWidth(...) contradict each other: " + advice + ", or leave fixedWidth out");
        }
    }

    /** Refuses what structures a text with delimiters. */
    static void checkDialect(String delimiter, int quote, int escape) {
        refuse(!delimiter.equals(","), "delimiter(...)", "fields have places and nothing between them. Leave it out");
        refuse(quote != '"', "quote(...) or noQuote()", "in fields that have places, quotes are text. Leave it out");
        refuse(escape != Dialect.NONE, "escape(...)", "in fields that have places, all is text. Leave it out");
    }

    /**
     * Checks that lines can be written as a layout says, and read back.
     *
     * @throws IllegalArgumentException if columns overlap, or lines at the end are no rows
     */
    static void checkWritten(LineLayout layout) {
        if (layout.footerLines() > 0) {
            throw new IllegalArgumentException("footerLines(" + layout.footerLines()
                    + ") of the layout leaves out the last lines of what is written, which are rows. Write with a layout"
                    + " without them");
        }
        LineColumn before = null;
        for (LineColumn column : layout.inOrder()) {
            if (before != null && column.start() < before.end()) {
                throw new IllegalArgumentException(
                        "the columns " + shown(before) + " and " + shown(column)
                                + " overlap, so that only one of them could be written. Write with a layout without one of them");
            }
            before = column;
        }
    }

    private static String shown(LineColumn column) {
        return "'" + ShownNames.one(column.name()) + "' [" + column.start() + ", " + column.end() + ")";
    }

    /**
     * The types that are set for columns, and those that follow from an implied point.
     *
     * @param schema all columns, or null
     * @param types of single columns
     * @throws IllegalArgumentException if they contradict each other
     */
    static Map<String, DataType> types(FixedWidthLayout layout, Schema schema, Map<String, DataType> types) {
        if (schema != null
                && !new TreeSet<>(schema.names())
                        .equals(new TreeSet<>(layout.layout().names()))) {
            throw new IllegalArgumentException("schema(...) has the columns " + ShownNames.of(schema.names())
                    + ", but fixedWidth(...) has "
                    + ShownNames.of(layout.layout().names())
                    + ". Their order may differ, the names may not");
        }
        Map<String, DataType> all = new LinkedHashMap<>(types);
        layout.impliedTypes().forEach((column, implied) -> {
            DataType said =
                    schema == null ? types.get(column) : schema.field(column).type();
            if (said == null) {
                all.put(column, implied);
            } else if (!(said instanceof DataType.Decimal) || said.scale() != implied.scale()) {
                throw new IllegalArgumentException("impliedDecimals(...) is " + implied.scale() + " for column '"
                        + ShownNames.one(column) + "', but its type is " + said + ". Set a decimal of that scale");
            }
        });
        return all;
    }
}

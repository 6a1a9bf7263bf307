package dev.peristyle.column;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The first rows of a table as aligned text: numbers to the right, everything else to the left. */
final class TableText {

    private static final int MAX_ROWS = 20;
    private static final int WIDEST_CELL = 32;
    private static final String NULL = "null";

    private TableText() {}

    static String of(Table table) {
        int columns = table.schema().size();
        List<String[]> lines = new ArrayList<>();
        lines.add(table.schema().names().stream().map(TableText::fit).toArray(String[]::new));
        for (RowView row : table) {
            if (row.rowNumber() == MAX_ROWS) {
                break;
            }
            String[] cells = new String[columns];
            for (int column = 0; column < columns; column++) {
                cells[column] = cell(row, column);
            }
            lines.add(cells);
        }
        int[] widths = new int[columns];
        for (String[] line : lines) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], length(line[column]));
            }
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            append(text, table, lines.get(line), widths);
            if (line == 0) {
                rule(text, widths);
            }
        }
        long shown = Math.min(MAX_ROWS, table.rowCount());
        text.append(table.rowCount()).append(table.rowCount() == 1 ? " row" : " rows");
        return shown == table.rowCount()
                ? text.toString()
                : text.append(", the first ").append(shown).append(" shown").toString();
    }

    private static String cell(RowView row, int column) {
        Object value = row.get(column);
        if (value == null) {
            return NULL;
        }
        if (value instanceof byte[] bytes) {
            return fit("0x" + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, WIDEST_CELL)));
        }
        return fit(value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString());
    }

    /** Shortens long text and shows control characters as what they are, so that a row stays a line. */
    private static String fit(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(WIDEST_CELL + 1L).forEach(point -> {
            if (Character.isISOControl(point)) {
                shown.append(point == '\n' ? "\\n" : point == '\t' ? "\\t" : point == '\r' ? "\\r" : "\uFFFD");
            } else {
                shown.appendCodePoint(point);
            }
        });
        if (length(shown) <= WIDEST_CELL) {
            return shown.toString();
        }
        return shown.substring(0, shown.offsetByCodePoints(0, WIDEST_CELL - 1)) + "…";
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    private static void append(StringBuilder text, Table table, String[] cells, int[] widths) {
        int start = text.length();
        for (int column = 0; column < cells.length; column++) {
            String padding = " ".repeat(widths[column] - length(cells[column]));
            boolean right = table.schema().field(column).type().isNumeric();
            text.append(column == 0 ? "" : "  ");
            text.append(right ? padding : "").append(cells[column]).append(right ? "" : padding);
        }
        int end = text.length();
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        text.append('\n');
    }

    private static void rule(StringBuilder text, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            text.append(column == 0 ? "" : "  ").append("-".repeat(widths[column]));
        }
        text.append('\n');
    }
}

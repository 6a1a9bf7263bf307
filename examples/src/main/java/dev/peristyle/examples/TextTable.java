package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.schema.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Text in aligned columns, numbers to the right. */
final class TextTable {

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] alignedRight;

    TextTable(String[] header, boolean[] alignedRight) {
        this.alignedRight = alignedRight.clone();
        rows.add(header.clone());
    }

    /** Runs a pipeline of few rows and shows what comes out. */
    static String of(Pipeline pipeline) {
        try (RowCursor row = pipeline.rows()) {
            List<Field> fields = row.schema().fields();
            boolean[] numeric = new boolean[fields.size()];
            for (int column = 0; column < numeric.length; column++) {
                numeric[column] = fields.get(column).type().isNumeric();
            }
            TextTable table = new TextTable(row.schema().names().toArray(String[]::new), numeric);
            while (row.next()) {
                String[] cells = new String[numeric.length];
                for (int column = 0; column < cells.length; column++) {
                    cells[column] = text(row.get(column));
                }
                table.add(cells);
            }
            return table.toString();
        }
    }

    /** A value as it is printed: doubles with all their digits and no exponent, null as nothing. */
    static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof byte[] bytes) {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
        return value instanceof Double number && Double.isFinite(number)
                ? plain(BigDecimal.valueOf(number))
                : Terminal.printable(value.toString());
    }

    void add(String... cells) {
        rows.add(cells.clone());
    }

    @Override
    public String toString() {
        int[] widths = new int[alignedRight.length];
        for (String[] row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String padding = " ".repeat(widths[column] - row[column].length());
                line.append(column == 0 ? "" : "  ")
                        .append(alignedRight[column] ? padding + row[column] : row[column] + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** Without an exponent, and with a decimal point also where a double of this size is written without one. */
    private static String plain(BigDecimal number) {
        return (number.scale() < 1 ? number.setScale(1) : number).toPlainString();
    }
}

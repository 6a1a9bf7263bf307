package dev.peristyle.benchmarks.state;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that the rows of a CSV file are in an order. Values that are numbers are compared as numbers, all others by their characters,
 * which is right for dates and for plain text.
 */
final class OrderCheck {
    private OrderCheck() {}

    /** A column of the order, as in {@code name:desc}. */
    private record Key(int column, int sign) {}

    /**
     * Checks a file.
     *
     * @param file what was sorted
     * @param by the order, with commas between columns
     * @param ties columns by which the rows of the input ascend, with commas between them, or empty: in a stable order, rows
     *     that are equal in the order still do
     * @return the first place that is wrong, or null if there is none
     * @throws IOException if the file cannot be read
     */
    static String difference(Path file, String by, String ties) throws IOException {
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(file)) {
            List<String> header = null;
            List<Key> keys = new ArrayList<>();
            String[] before = null;
            for (CsvRecord row : rows) {
                if (header == null) {
                    header = row.getFields();
                    for (String column : (ties.isEmpty() ? by : by + "," + ties).split(",")) {
                        keys.add(key(header, column));
                    }
                    continue;
                }
                String[] now = new String[keys.size()];
                for (int index = 0; index < now.length; index++) {
                    now[index] = row.getField(keys.get(index).column);
                }
                if (before != null && isAfter(before, now, keys)) {
                    return "line " + row.getStartingLineNumber() + ": " + String.join(",", now) + " comes after "
                            + String.join(",", before);
                }
                before = now;
            }
            return null;
        }
    }

    private static Key key(List<String> header, String column) {
        boolean descending = column.endsWith(":desc");
        int place = header.indexOf(descending ? column.substring(0, column.length() - 5) : column);
        if (place < 0) {
            throw new IllegalArgumentException("No column " + column + " among " + header);
        }
        return new Key(place, descending ? -1 : 1);
    }

    private static boolean isAfter(String[] left, String[] right, List<Key> keys) {
        for (int index = 0; index < left.length; index++) {
            int order = keys.get(index).sign * compare(left[index], right[index]);
            if (order != 0) {
                return order > 0;
            }
        }
        return false;
    }

    private static int compare(String left, String right) {
        if (left.equals(right)) {
            return 0;
        }
        if (isNumber(left) && isNumber(right)) {
            return new BigDecimal(left).compareTo(new BigDecimal(right));
        }
        return left.compareTo(right);
    }

    private static boolean isNumber(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int points = 0;
        for (int index = start; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '.') {
                points++;
            } else if (character < '0' || character > '9') {
                return false;
            }
        }
        return text.length() > start + points && points <= 1;
    }
}

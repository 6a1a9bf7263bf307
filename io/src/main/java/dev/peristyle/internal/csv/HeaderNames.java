package dev.peristyle.internal.csv;

import dev.peristyle.internal.check.ShownNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes names of columns from those of a header, which may be empty or occur twice. */
final class HeaderNames {
    private static final String ADVICE =
            "; correct the header, or have such columns renamed: CsvOptions.builder().renameColumns()";

    private HeaderNames() {}

    /**
     * Joins the records of a header, all of one length: the texts of a column, one below the other, without those that are empty. In all but the last
     * record an empty field goes on with the text to its left, as spreadsheets write cells that were merged.
     */
    static List<String> joined(List<List<String>> records, String separator) {
        List<String> names = new ArrayList<>(records.get(0).size());
        for (int column = 0; column < records.get(0).size(); column++) {
            List<String> parts = new ArrayList<>();
            for (int record = 0; record < records.size(); record++) {
                List<String> texts = records.get(record);
                int from = column;
                while (record < records.size() - 1
                        && from > 0
                        && texts.get(from).isEmpty()) {
                    from--;
                }
                if (!texts.get(from).isEmpty()) {
                    parts.add(texts.get(from));
                }
            }
            names.add(String.join(separator, parts));
        }
        return names;
    }

    /**
     * Gives a column without a name the name {@code columnN}, N being its number. Where a name is taken, it is refused, or gets the first
     * of the endings {@code _2}, {@code _3} and so on with which it is not; names that the header has come first.
     *
     * @throws IllegalArgumentException if a name is taken and not to be changed; the message says by which column
     */
    static List<String> distinct(List<String> header, boolean renames) {
        Map<String, Integer> columns = new HashMap<>();
        List<String> names = new ArrayList<>(header);
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            Integer before = name.isEmpty() ? null : columns.putIfAbsent(name, column);
            if (before != null && !renames) {
                throw new IllegalArgumentException("the column name '" + ShownNames.one(name)
                        + "' occurs twice in the header, as column " + (before + 1) + " and " + (column + 1) + ADVICE);
            }
            if (before != null) {
                names.set(column, null);
            }
        }
        Map<String, Integer> endings = new HashMap<>();
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            if (name == null) {
                names.set(column, free(header.get(column), column, columns, endings));
            } else if (name.isEmpty()) {
                names.set(column, unnamed(column, renames, columns, endings));
            }
        }
        return names;
    }

    private static String unnamed(
            int column, boolean renames, Map<String, Integer> columns, Map<String, Integer> endings) {
        String name = "column" + (column + 1);
        Integer other = columns.putIfAbsent(name, column);
        if (other == null) {
            return name;
        }
        if (!renames) {
            throw new IllegalArgumentException("column " + (column + 1) + " has no name in the header, and '" + name
                    + "', which it would be called, is the name of column " + (other + 1) + ADVICE);
        }
        return free(name, column, columns, endings);
    }

    private static String free(String name, int column, Map<String, Integer> columns, Map<String, Integer> endings) {
        int ending = endings.getOrDefault(name, 2);
        while (columns.putIfAbsent(name + "_" + ending, column) != null) {
            ending++;
        }
        endings.put(name, ending + 1);
        return name + "_" + ending;
    }
}

package dev.peristyle.internal.csv.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where the columns of a line are whose fields have places instead of delimiters. Immutable; it has been checked by whoever made it.
 *
 * @param columns in the order in which they are delivered, at least one
 * @param shortLines whether a line may end before its last column
 * @param longLines whether a line may go on after its last column
 * @param footerLines lines at the end of each file that are no rows
 * @param prefixes what lines begin with that are no rows, none of them empty
 */
public record LineLayout(
        List<LineColumn> columns, boolean shortLines, boolean longLines, int footerLines, List<String> prefixes) {
    /** Of a column whose numbers have their point where they show it, or none. */
    public static final int NO_SCALE = -1;

    /** Copies the lists. */
    public LineLayout {
        columns = List.copyOf(columns);
        prefixes = List.copyOf(prefixes);
    }

    /**
     * How many characters a line has that is neither short nor long.
     *
     * @return the end of the column that ends last
     */
    public int width() {
        int width = 0;
        for (LineColumn column : columns) {
            width = Math.max(width, column.end());
        }
        return width;
    }

    /**
     * Names the columns.
     *
     * @return their names in order
     */
    public List<String> names() {
        return columns.stream().map(LineColumn::name).toList();
    }

    /**
     * Looks for a column.
     *
     * @return null if there is none of that name, or no name is given
     */
    public LineColumn column(String name) {
        for (LineColumn column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        return null;
    }

    /**
     * Returns the columns as they are in a line.
     *
     * @return in the order of their first characters
     */
    public List<LineColumn> inOrder() {
        List<LineColumn> ordered = new ArrayList<>(columns);
        ordered.sort(Comparator.comparingInt(LineColumn::start));
        return ordered;
    }

    /** Where columns begin or end, in ascending order, each once. */
    int[] boundaries() {
        int[] all = new int[2 * columns.size()];
        for (int column = 0; column < columns.size(); column++) {
            all[2 * column] = columns.get(column).start();
            all[2 * column + 1] = columns.get(column).end();
        }
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    byte[][] prefixBytes() {
        return prefixes.stream()
                .map(prefix -> prefix.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }
}

package dev.peristyle.internal.csv.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the columns of a line are whose fields have places instead of delimiters. Immutable; it has been checked by whoever made it. */
public final class LineLayout {
    /** Of a column whose numbers have their point where they show it, or none. */
    public static final int NO_SCALE = -1;

    private final List<LineColumn> columns;
    private final boolean shortLines;
    private final boolean longLines;
    private final int footerLines;
    private final List<String> prefixes;

    /** Each column is looked for by its name more than once, and there may be very many. */
    private final Map<String, LineColumn> byName;

    /**
     * Creates a layout.
     *
     * @param columns in the order in which they are delivered, at least one
     * @param shortLines whether a line may end before its last column
     * @param longLines whether a line may go on after its last column
     * @param footerLines lines at the end of each file that are no rows
     * @param prefixes what lines begin with that are no rows, none of them empty
     */
    public LineLayout(
            List<LineColumn> columns, boolean shortLines, boolean longLines, int footerLines, List<String> prefixes) {
        this.columns = List.copyOf(columns);
        this.shortLines = shortLines;
        this.longLines = longLines;
        this.footerLines = footerLines;
        this.prefixes = List.copyOf(prefixes);
        this.byName = new HashMap<>();
        this.columns.forEach(column -> byName.put(column.name(), column));
    }

    /**
     * Returns the columns.
     *
     * @return in the order in which they are delivered, at least one
     */
    public List<LineColumn> columns() {
        return columns;
    }

    /**
     * Whether a line may end before its last column.
     *
     * @return true if what is missing is null
     */
    public boolean shortLines() {
        return shortLines;
    }

    /**
     * Whether a line may go on after its last column.
     *
     * @return true if what comes there is left out
     */
    public boolean longLines() {
        return longLines;
    }

    /**
     * Tells how many lines at the end of each file are no rows.
     *
     * @return at least 0
     */
    public int footerLines() {
        return footerLines;
    }

    /**
     * Returns what lines begin with that are no rows.
     *
     * @return texts, none of them empty
     */
    public List<String> prefixes() {
        return prefixes;
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
        return byName.get(name);
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

    /** All of it: what is written by another layout is another job. */
    @Override
    public String toString() {
        return "LineLayout[columns=" + columns + ", shortLines=" + shortLines + ", longLines=" + longLines
                + ", footerLines=" + footerLines + ", prefixes=" + prefixes + "]";
    }
}

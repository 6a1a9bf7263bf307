package dev.peristyle.csv;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.csv.kernel.LineColumn;
import dev.peristyle.internal.csv.kernel.LineLayout;
import dev.peristyle.schema.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Fixed-width text: lines in which each column has a place instead of delimiters around it. Immutable.
 *
 * <pre>{@code
 * FixedWidthLayout layout = FixedWidthLayout.builder()
 *         .column("account", 10)
 *         .column("name", 20)
 *         .column("booked", 31, 39)
 *         .column("amount", 39, 51)
 *         .padding("amount", '0')
 *         .impliedDecimals("amount", 2)
 *         .footerLines(1)
 *         .build();
 * Csv.scan(file, CsvOptions.builder().fixedWidth(layout).skipLines(1).dateFormat("uuuuMMdd").build());
 * }</pre>
 *
 * <p>Given to {@link CsvOptions.Builder#fixedWidth} to read, and to {@link CsvWriteOptions.Builder#fixedWidth} to write. In reading, all else is as for CSV: types by schema, by column or
 * inferred, formats of numbers and times, texts for null, bad records and their file, charsets, compression, several files, streams, and errors with
 * line, byte and column. For records without line ends, whose fields are bytes, see {@link dev.peristyle.record.BinaryRecords}.
 *
 * <p>Places and widths are counted in characters (code points), from 0, whatever the charset: the column {@code [31, 39)} has the 32nd to the 39th
 * character of a line. Columns may leave places out and overlap.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>default</th></tr>
 *   <tr><td>padding</td><td>blanks, left out before and after a value</td></tr>
 *   <tr><td>alignLeft, alignRight</td><td>neither: padding is left out at both ends</td></tr>
 *   <tr><td>untrimmed</td><td>none</td></tr>
 *   <tr><td>impliedDecimals</td><td>none: numbers have their point</td></tr>
 *   <tr><td>allowShortLines, allowLongLines</td><td>off: a line that ends before the last column, or goes on after it, is a bad record
 *       with too few or too many fields, as {@link BadRows} has them</td></tr>
 *   <tr><td>footerLines</td><td>0</td></tr>
 *   <tr><td>skipLinesStartingWith</td><td>none</td></tr>
 * </table>
 *
 * <p>A field of nothing but padding, or of nothing but blanks, is null, also in columns of strings. Where numbers are padded with zeros, zeros alone are 0. A line
 * without any character is no row.
 */
public final class FixedWidthLayout {
    private static final int MAX_WIDTH = 1 << 28;

    private final LineLayout layout;

    private FixedWidthLayout(LineLayout layout) {
        this.layout = layout;
    }

    /**
     * Starts with no columns.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    LineLayout layout() {
        return layout;
    }

    /** The types that columns with an implied point have, by name. */
    Map<String, DataType> impliedTypes() {
        Map<String, DataType> types = new LinkedHashMap<>();
        for (LineColumn column : layout.columns()) {
            if (column.impliedScale() != LineLayout.NO_SCALE) {
                boolean small = column.width() <= DataType.MAX_LONG_PRECISION
                        && column.impliedScale() <= DataType.MAX_LONG_PRECISION;
                int digits = small ? DataType.MAX_LONG_PRECISION : DataType.MAX_DECIMAL_PRECISION;
                types.put(column.name(), DataType.decimal(digits, column.impliedScale()));
            }
        }
        return types;
    }

    /** Collects columns and options; the defaults are listed at {@link FixedWidthLayout}. Not thread-safe. */
    public static final class Builder {
        private record Place(String name, int start, int end) {}

        private final List<Place> places = new ArrayList<>();
        private int next;
        private char padding = ' ';
        private final Map<String, Character> paddings = new LinkedHashMap<>();
        private final Set<String> left = new LinkedHashSet<>();
        private final Set<String> right = new LinkedHashSet<>();
        private final Set<String> untrimmed = new LinkedHashSet<>();
        private final Map<String, Integer> scales = new LinkedHashMap<>();
        private boolean shortLines;
        private boolean longLines;
        private int footerLines;
        private List<String> prefixes = List.of();

        private Builder() {}

        /**
         * Adds a column that begins where the last one ended, or at the beginning of the line.
         *
         * @param name what it is called
         * @param width characters, at least 1
         * @return this builder
         */
        public Builder column(String name, int width) {
            Objects.requireNonNull(name, "name");
            if (width < 1 || width > MAX_WIDTH) {
                throw new IllegalArgumentException("column '" + ShownNames.one(name) + "' has a width of " + width
                        + " characters, but 1 to " + MAX_WIDTH + " are possible");
            }
            return column(name, next, next + width);
        }

        /**
         * Adds a column at a place.
         *
         * @param name what it is called
         * @param start its first character, from 0
         * @param end after its last character
         * @return this builder
         */
        public Builder column(String name, int start, int end) {
            Objects.requireNonNull(name, "name");
            if (start < 0 || end <= start || end > MAX_WIDTH) {
                throw new IllegalArgumentException("column '" + ShownNames.one(name) + "' is [" + start + ", " + end
                        + "), but begins at 0 or later and ends after that, at " + MAX_WIDTH + " at the latest");
            }
            places.add(new Place(name, start, end));
            next = end;
            return this;
        }

        /**
         * Leaves out characters after the last column, which belong to none.
         *
         * @param characters how many, at least 1
         * @return this builder
         */
        public Builder gap(int characters) {
            if (characters < 1 || characters > MAX_WIDTH - next) {
                throw new IllegalArgumentException("a gap has 1 character or more, but is " + characters);
            }
            next += characters;
            return this;
        }

        /**
         * Sets what fills up values that are shorter than their column.
         *
         * @param character an ASCII character that is no line end
         * @return this builder
         */
        public Builder padding(char character) {
            this.padding = checkedPadding(character);
            return this;
        }

        /**
         * The same for one column, whatever is said of all, such as {@code '0'} for one of numbers: then they are at its right.
         *
         * @param column its name
         * @param character an ASCII character that is no line end
         * @return this builder
         */
        public Builder padding(String column, char character) {
            paddings.put(Objects.requireNonNull(column, "column"), checkedPadding(character));
            return this;
        }

        private static char checkedPadding(char character) {
            if (character > 0x7F || character == '\n' || character == '\r') {
                throw new IllegalArgumentException("padding must be an ASCII character that is no line end, but is "
                        + CsvCharacters.shown(String.valueOf(character)));
            }
            return character;
        }

        /**
         * Puts the values of columns at the left. Only padding after them is left out; what is before them is part of the value.
         *
         * @param columns their names
         * @return this builder
         */
        public Builder alignLeft(String... columns) {
            left.addAll(Arguments.list("columns", columns));
            return this;
        }

        /**
         * Puts the values of columns at the right. Only padding before them is left out; what is after them is part of the value.
         *
         * @param columns their names
         * @return this builder
         */
        public Builder alignRight(String... columns) {
            right.addAll(Arguments.list("columns", columns));
            return this;
        }

        /**
         * Takes the values of columns as they are, with all that fills them up; only an empty field, in a line that is too short, is null.
         *
         * @param columns their names
         * @return this builder
         */
        public Builder untrimmed(String... columns) {
            untrimmed.addAll(Arguments.list("columns", columns));
            return this;
        }

        /**
         * Says that numbers have no point: with two decimals, {@code 0012345} is 123.45. Unless its type is set, the column is a decimal
         * of 18 digits, or of 38 where it is wider. A number with a point is a value that cannot be converted.
         *
         * @param column its name
         * @param decimals how many digits come after the point, 0 to 38
         * @return this builder
         */
        public Builder impliedDecimals(String column, int decimals) {
            Objects.requireNonNull(column, "column");
            if (decimals < 0 || decimals > DataType.MAX_DECIMAL_PRECISION) {
                throw new IllegalArgumentException(
                        "impliedDecimals must be 0 to " + DataType.MAX_DECIMAL_PRECISION + ", but is " + decimals);
            }
            scales.put(column, decimals);
            return this;
        }

        /**
         * Takes lines that end before their last column, such as those whose blanks at the end were cut off: of a column in which a line ends there is what the line
         * has, and those after it are null.
         *
         * @return this builder
         */
        public Builder allowShortLines() {
            this.shortLines = true;
            return this;
        }

        /**
         * Takes lines that go on after their last column; what comes there is left out.
         *
         * @return this builder
         */
        public Builder allowLongLines() {
            this.longLines = true;
            return this;
        }

        /**
         * Leaves out lines at the end of each file, such as one with a check sum; lines without any character do not count. Lines at the beginning are left
         * out by {@link CsvOptions.Builder#skipLines}.
         *
         * @param lines how many, at least 0; together no longer than {@link CsvOptions.Builder#maximumRecordSize}
         * @return this builder
         */
        public Builder footerLines(int lines) {
            if (lines < 0) {
                throw new IllegalArgumentException("footerLines must be at least 0 lines, but is " + lines);
            }
            this.footerLines = lines;
            return this;
        }

        /**
         * Leaves out lines that begin with a text, such as {@code HDR} or {@code TRL}, wherever they are in a file.
         *
         * @param texts what they begin with
         * @return this builder
         */
        public Builder skipLinesStartingWith(String... texts) {
            this.prefixes = Arguments.list("texts", texts);
            for (String text : prefixes) {
                if (text.isEmpty() || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
                    throw new IllegalArgumentException("skipLinesStartingWith needs texts without line ends, but has "
                            + CsvCharacters.shown(text));
                }
            }
            return this;
        }

        /**
         * Makes the layout.
         *
         * @return the layout
         * @throws IllegalArgumentException if it has no columns, one twice, or options that contradict each other or are for a column that it does not have
         */
        public FixedWidthLayout build() {
            Map<String, Place> known = new HashMap<>();
            for (Place place : places) {
                if (known.put(place.name, place) != null) {
                    throw new IllegalArgumentException(
                            "the layout has two columns with the name '" + ShownNames.one(place.name) + "'");
                }
            }
            if (places.isEmpty()) {
                throw new IllegalArgumentException("the layout has no columns");
            }
            checkKnown("padding", paddings.keySet(), known);
            checkKnown("alignLeft", left, known);
            checkKnown("alignRight", right, known);
            checkKnown("untrimmed", untrimmed, known);
            checkKnown("impliedDecimals", scales.keySet(), known);
            checkOnce("alignLeft", left, "alignRight", right);
            checkOnce("untrimmed", untrimmed, "alignLeft", left);
            checkOnce("untrimmed", untrimmed, "alignRight", right);
            checkOnce("untrimmed", untrimmed, "impliedDecimals", scales.keySet());
            for (String name : left) {
                if (paddings.getOrDefault(name, padding) == '0') {
                    throw new IllegalArgumentException("column '" + ShownNames.one(name)
                            + "' is padded with zeros at the right, which would make 120 of 12. Leave alignLeft out");
                }
            }
            List<LineColumn> columns = new ArrayList<>(places.size());
            places.forEach(place -> columns.add(column(place)));
            return new FixedWidthLayout(new LineLayout(columns, shortLines, longLines, footerLines, prefixes));
        }

        private LineColumn column(Place place) {
            char filler = paddings.getOrDefault(place.name, padding);
            boolean trimmed = !untrimmed.contains(place.name);
            boolean zeros = filler == '0';
            return new LineColumn(
                    place.name,
                    place.start,
                    place.end,
                    (byte) filler,
                    trimmed && !left.contains(place.name),
                    trimmed && !right.contains(place.name) && !zeros,
                    scales.getOrDefault(place.name, LineLayout.NO_SCALE));
        }

        private static void checkKnown(String option, Set<String> named, Map<String, Place> known) {
            for (String name : named) {
                if (!known.containsKey(name)) {
                    throw new IllegalArgumentException(option + " is set for '" + ShownNames.one(name)
                            + "', but the columns are " + ShownNames.of(known.keySet()));
                }
            }
        }

        private static void checkOnce(String option, Set<String> columns, String otherOption, Set<String> others) {
            for (String name : columns) {
                if (others.contains(name)) {
                    throw new IllegalArgumentException(option + " and " + otherOption
                            + " contradict each other for column '" + ShownNames.one(name) + "'");
                }
            }
        }
    }
}

package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.ColumnParsers.ColumnParser;
import dev.peristyle.internal.csv.kernel.NullTokens;
import dev.peristyle.internal.csv.kernel.SeparatedNumberParser;
import dev.peristyle.internal.value.ValueReader;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How values are written that are read, where that is not their usual text. What is said of a column goes before what is said of its type. Immutable.
 *
 * @param date pattern of dates, or null
 * @param time pattern of times of day, or null
 * @param timestamp pattern of timestamps, with a zone or without, or null
 * @param patterns patterns of single columns
 * @param decimal what is before a fraction, ASCII
 * @param grouping what is between thousands, ASCII, or {@link SeparatedNumberParser#NONE}
 * @param nullTokens further texts for null of single columns
 */
public record ReadFormats(
        String date,
        String time,
        String timestamp,
        Map<String, String> patterns,
        int decimal,
        int grouping,
        Map<String, List<String>> nullTokens) {

    /** The usual texts. */
    public static final ReadFormats NONE =
            new ReadFormats(null, null, null, Map.of(), '.', SeparatedNumberParser.NONE, Map.of());

    /** What decides how a column of a type is read. */
    String patternOf(String column, DataType type) {
        String ofColumn = column == null ? null : patterns.get(column);
        if (ofColumn != null || !FormattedText.takesPattern(type)) {
            return ofColumn;
        }
        return type instanceof DataType.Date ? date : type instanceof DataType.Time ? time : timestamp;
    }

    boolean hasUsualNumbers() {
        return decimal == '.' && grouping == SeparatedNumberParser.NONE;
    }

    /** Whether the pattern of timestamps says a zone; null without a pattern. */
    Boolean timestampHasZone() {
        return timestamp == null ? null : PatternParser.hasZone(timestamp);
    }

    /** The loop for a column, or null if it is the usual one. */
    ColumnParser parser(String column, DataType type) {
        String pattern = patternOf(column, type);
        if (pattern != null) {
            return new PatternParser(pattern, type)::parse;
        }
        return type.isNumeric() && !hasUsualNumbers()
                ? new SeparatedNumberParser(
                        ValueReader.of(type),
                        type.layout().bytes(),
                        type instanceof DataType.Floating,
                        decimal,
                        grouping)::parse
                : null;
    }

    /** A number as it is usually written, for advice. */
    String usual(DataType type, String text) {
        if (!type.isNumeric() || hasUsualNumbers()) {
            return text;
        }
        String joined =
                grouping == SeparatedNumberParser.NONE ? text : text.replace(String.valueOf((char) grouping), "");
        return joined.replace((char) decimal, '.');
    }

    /**
     * The texts of a column for null: null if there are none but the empty field.
     *
     * @param ofAll those of all columns
     */
    NullTokens tokens(String column, List<String> ofAll) {
        List<String> all = new ArrayList<>(ofAll);
        all.addAll(column == null ? List.of() : nullTokens.getOrDefault(column, List.of()));
        all.removeIf(String::isEmpty);
        return all.isEmpty() ? null : new NullTokens(all.toArray(String[]::new));
    }

    /**
     * Checks patterns of whole types.
     *
     * @throws IllegalArgumentException if one is none for its type
     */
    public void check() {
        if (date != null) {
            new PatternParser(date, DataType.DATE);
        }
        if (time != null) {
            new PatternParser(time, DataType.time(Resolution.NANOS));
        }
        if (timestamp != null) {
            new PatternParser(timestamp, DataType.TIMESTAMP);
        }
    }
}

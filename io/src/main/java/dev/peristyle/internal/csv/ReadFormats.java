package dev.peristyle.internal.csv;

import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.csv.ColumnParsers.ColumnParser;
import dev.peristyle.internal.csv.kernel.BooleanTokenParser;
import dev.peristyle.internal.csv.kernel.NullTokens;
import dev.peristyle.internal.csv.kernel.NumberMarks;
import dev.peristyle.internal.csv.kernel.SeparatedNumberParser;
import dev.peristyle.internal.value.ValueReader;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How values are written that are read, where that is not their usual text. Immutable.
 *
 * @param times patterns of dates and times
 * @param zone that of timestamps without one, or null if these are local
 * @param numbers what numbers have in them besides digits
 * @param trueTexts texts for true, in the place of the usual ones; none if those are meant
 * @param falseTexts texts for false
 * @param nullTokens further texts for null of single columns
 */
public record ReadFormats(
        TimePatterns times,
        ZoneId zone,
        NumberMarks numbers,
        List<String> trueTexts,
        List<String> falseTexts,
        Map<String, List<String>> nullTokens) {

    /** The usual texts. */
    public static final ReadFormats NONE =
            new ReadFormats(TimePatterns.NONE, null, NumberMarks.USUAL, List.of(), List.of(), Map.of());

    /** Whether what is written of a timestamp says its zone, or the options do; null if each text has to be looked at. */
    Boolean timestampHasZone() {
        if (zone != null) {
            return true;
        }
        return times.timestamp() == null ? null : times.timestampHasZone();
    }

    /** The loop for a column, or null if it is the usual one. */
    ColumnParser parser(String column, DataType type) {
        String pattern = times.of(column, type);
        if (pattern != null) {
            return new PatternParser(pattern, type, zone)::parse;
        }
        if (type.isNumeric()) {
            return numbers.isUsual() ? null : numberParser(type)::parse;
        }
        if (zone != null && type instanceof DataType.Timestamp timestamp && timestamp.isUtc()) {
            return new ZonedTimeParser(timestamp, zone)::parse;
        }
        return trueTexts.isEmpty() || !type.equals(DataType.BOOLEAN)
                ? null
                : new BooleanTokenParser(tokens(trueTexts), tokens(falseTexts))::parse;
    }

    /** Reads numbers with what they have besides digits. */
    SeparatedNumberParser numberParser(DataType type) {
        return new SeparatedNumberParser(
                ValueReader.of(type), type.layout().bytes(), type instanceof DataType.Floating, numbers);
    }

    private static NullTokens tokens(List<String> texts) {
        return new NullTokens(texts.toArray(String[]::new));
    }

    /** A number as it is usually written, for advice. */
    String usual(DataType type, String text) {
        return type.isNumeric() ? numbers.usual(text) : text;
    }

    /** Why a text, which could be read, does not have a type that the other values gave its column; null if it cannot be read at all. */
    String contradiction(DataType type, String text) {
        boolean told = type.equals(DataType.BOOLEAN) ? !trueTexts.isEmpty() : zone != null && TimePatterns.isFor(type);
        return told ? null : Contradiction.of(type, usual(type, text));
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
        return all.isEmpty() ? null : tokens(all);
    }

    /**
     * Checks patterns of whole types.
     *
     * @throws IllegalArgumentException if one is none for its type
     */
    public void checkTypes() {
        if (times.isEmpty()) {
            return;
        }
        boolean zoned = Boolean.TRUE.equals(timestampHasZone());
        times.checkTypes(
                zoned ? DataType.TIMESTAMP : DataType.LOCAL_TIMESTAMP,
                (pattern, type) -> new PatternParser(pattern, type, zone));
    }

    /**
     * Checks what is said of a column.
     *
     * @throws IllegalArgumentException if it does not fit its type
     */
    public void checkColumn(String name, DataType type) {
        if (times.ofColumns().containsKey(name) && !TimePatterns.isFor(type)) {
            throw new IllegalArgumentException("format(...) is set for column '" + ShownNames.one(name) + "' of type "
                    + type + ", but patterns are for dates and times. Set its type(...), or leave the format out");
        }
        String pattern = times.of(name, type);
        if (pattern == null) {
            return;
        }
        try {
            new PatternParser(pattern, type, zone);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("column '" + ShownNames.one(name) + "': " + wrong.getMessage(), wrong);
        }
    }

    /**
     * Checks that what is said of columns fits those of a file.
     *
     * @throws IllegalArgumentException if not
     */
    void check(Schema schema) {
        Set<String> named = new TreeSet<>(times.ofColumns().keySet());
        named.addAll(nullTokens.keySet());
        named.removeAll(schema.names());
        if (!named.isEmpty()) {
            throw new IllegalArgumentException("a format or a text for null is set for " + ShownNames.of(named)
                    + ", but the columns are " + ShownNames.of(schema.names()));
        }
        if (times.isEmpty()) {
            return;
        }
        schema.fields().forEach(field -> checkColumn(field.name(), field.type()));
    }
}

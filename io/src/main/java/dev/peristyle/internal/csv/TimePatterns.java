package dev.peristyle.internal.csv;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * How dates, times of day and timestamps are written, as {@link java.time.format.DateTimeFormatter} has it, by a reader and by a writer. What is
 * said of a column goes before what is said of its type. Immutable.
 *
 * @param date pattern of dates, or null
 * @param time pattern of times of day, or null
 * @param timestamp pattern of timestamps, with a zone or without, or null
 * @param ofColumns patterns of single columns
 */
public record TimePatterns(String date, String time, String timestamp, Map<String, String> ofColumns) {

    /** The usual texts. */
    public static final TimePatterns NONE = new TimePatterns(null, null, null, Map.of());

    /** Whether there are patterns for a type. */
    static boolean isFor(DataType type) {
        return type instanceof DataType.Date || type instanceof DataType.Time || type instanceof DataType.Timestamp;
    }

    boolean isEmpty() {
        return date == null && time == null && timestamp == null && ofColumns.isEmpty();
    }

    /** Whether there is a pattern of timestamps, with a zone in it. */
    public boolean timestampHasZone() {
        return timestamp != null && PatternParser.hasZone(timestamp);
    }

    /** The pattern of a column, or null if its values are written as usual. */
    String of(String column, DataType type) {
        String own = column == null ? null : ofColumns.get(column);
        if (own != null || !isFor(type)) {
            return own;
        }
        return type instanceof DataType.Date ? date : type instanceof DataType.Time ? time : timestamp;
    }

    /**
     * Has the patterns of whole types checked.
     *
     * @param timestamps the type that the pattern of timestamps is for
     * @param check throws if a pattern is none for a type
     */
    void checkTypes(DataType timestamps, BiConsumer<String, DataType> check) {
        if (date != null) {
            check.accept(date, DataType.DATE);
        }
        if (time != null) {
            check.accept(time, DataType.time(Resolution.NANOS));
        }
        if (timestamp != null) {
            check.accept(timestamp, timestamps);
        }
    }
}

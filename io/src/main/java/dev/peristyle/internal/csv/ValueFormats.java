package dev.peristyle.internal.csv;

import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How values are written, where that is not their usual text: patterns of dates and times, as {@link java.time.format.DateTimeFormatter}
 * has them, and digits after the point. What is said of a column goes before what is said of its type. Immutable.
 *
 * @param date pattern of dates, or null
 * @param time pattern of times of day, or null
 * @param timestamp pattern of timestamps, with a zone or without, or null
 * @param patterns patterns of single columns
 * @param decimalPlaces of decimals and floating-point numbers, or {@link #ALL_PLACES}
 * @param places of single columns
 */
public record ValueFormats(
        String date,
        String time,
        String timestamp,
        Map<String, String> patterns,
        int decimalPlaces,
        Map<String, Integer> places) {

    /** As many digits as the value has. */
    public static final int ALL_PLACES = -1;

    /** The most digits after the point. */
    public static final int MAX_PLACES = 100;

    /** The usual texts. */
    public static final ValueFormats NONE = new ValueFormats(null, null, null, Map.of(), ALL_PLACES, Map.of());

    boolean isEmpty() {
        return date == null
                && time == null
                && timestamp == null
                && patterns.isEmpty()
                && decimalPlaces == ALL_PLACES
                && places.isEmpty();
    }

    /** The format of a column, or null if it is written as usual. */
    FormattedText of(Field field) {
        DataType type = field.type();
        String pattern = patterns.getOrDefault(field.name(), ofType(type));
        if (pattern != null) {
            return FormattedText.ofPattern(pattern, type);
        }
        boolean fraction = type instanceof DataType.Decimal || type instanceof DataType.Floating;
        int digits = places.getOrDefault(field.name(), fraction ? decimalPlaces : ALL_PLACES);
        return digits == ALL_PLACES ? null : FormattedText.ofPlaces(digits, type);
    }

    private String ofType(DataType type) {
        if (type instanceof DataType.Date) {
            return date;
        }
        if (type instanceof DataType.Time) {
            return time;
        }
        return type instanceof DataType.Timestamp ? timestamp : null;
    }

    /**
     * Checks patterns of whole types.
     *
     * @throws IllegalArgumentException if one is none for its type
     */
    public void check() {
        if (date != null) {
            FormattedText.ofPattern(date, DataType.DATE);
        }
        if (time != null) {
            FormattedText.ofPattern(time, DataType.time(Resolution.NANOS));
        }
        // one for timestamps with a zone may ask for it
        if (timestamp != null) {
            FormattedText.ofPattern(timestamp, DataType.TIMESTAMP);
        }
    }

    /**
     * Checks that what is said of single columns can be done.
     *
     * @throws IllegalArgumentException if there is no such column, or its type has no such format
     */
    void check(Schema schema) {
        Set<String> unknown = new HashSet<>(patterns.keySet());
        unknown.addAll(places.keySet());
        unknown.removeAll(schema.names());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("a format is set for " + ShownNames.of(unknown)
                    + ", but the columns to be written are " + ShownNames.of(schema.names()));
        }
        for (Field field : schema.fields()) {
            DataType type = field.type();
            if (patterns.containsKey(field.name()) && !FormattedText.takesPattern(type)) {
                throw wrong(field, "a pattern of dates and times");
            }
            if (places.containsKey(field.name())
                    && !(type instanceof DataType.Decimal || type instanceof DataType.Floating)) {
                throw wrong(field, "decimal places");
            }
            of(field);
        }
    }

    private static IllegalArgumentException wrong(Field field, String what) {
        return new IllegalArgumentException("column '" + ShownText.of(field.name()) + "' is of type " + field.type()
                + ", for which there are no such formats as " + what + ". Leave it out, or cast the column first");
    }
}

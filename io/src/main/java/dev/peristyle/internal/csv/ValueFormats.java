package dev.peristyle.internal.csv;

import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How values are written, where that is not their usual text: patterns of dates and times, and digits after the point. What is said of a
 * column goes before what is said of its type. Immutable.
 *
 * @param times patterns of dates and times
 * @param decimalPlaces of decimals and floating-point numbers, or {@link #ALL_PLACES}
 * @param places of single columns
 */
public record ValueFormats(TimePatterns times, int decimalPlaces, Map<String, Integer> places) {

    /** As many digits as the value has. */
    public static final int ALL_PLACES = -1;

    /** The most digits after the point. */
    public static final int MAX_PLACES = 100;

    /** The usual texts. */
    public static final ValueFormats NONE = new ValueFormats(TimePatterns.NONE, ALL_PLACES, Map.of());

    boolean isEmpty() {
        return times.isEmpty() && decimalPlaces == ALL_PLACES && places.isEmpty();
    }

    /** The format of a column, or null if it is written as usual. */
    FormattedText of(Field field) {
        DataType type = field.type();
        String pattern = times.of(field.name(), type);
        if (pattern != null) {
            return FormattedText.ofPattern(pattern, type);
        }
        boolean fraction = type instanceof DataType.Decimal || type instanceof DataType.Floating;
        int digits = places.getOrDefault(field.name(), fraction ? decimalPlaces : ALL_PLACES);
        return digits == ALL_PLACES ? null : FormattedText.ofPlaces(digits, type);
    }

    /**
     * Checks patterns of whole types.
     *
     * @throws IllegalArgumentException if one is none for its type
     */
    public void check() {
        // one for timestamps with a zone may ask for it
        times.checkTypes(DataType.TIMESTAMP, FormattedText::ofPattern);
    }

    /**
     * Checks that what is said of single columns can be done.
     *
     * @throws IllegalArgumentException if there is no such column, or its type has no such format
     */
    void check(Schema schema) {
        Set<String> unknown = new HashSet<>(times.ofColumns().keySet());
        unknown.addAll(places.keySet());
        unknown.removeAll(schema.names());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("a format is set for " + ShownNames.of(unknown)
                    + ", but the columns to be written are " + ShownNames.of(schema.names()));
        }
        for (Field field : schema.fields()) {
            DataType type = field.type();
            if (times.ofColumns().containsKey(field.name()) && !TimePatterns.isFor(type)) {
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

package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Node;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** The formatter of a pattern with the letters of {@link DateTimeFormatter}, in a language. */
final class TimePattern {

    private TimePattern() {}

    static DateTimeFormatter of(Bound pattern, Bound language, Node node) {
        String letters = (String) TextFunction.constant(pattern);
        try {
            return DateTimeFormatter.ofPattern(withProlepticYears(letters), Locale.forLanguageTag((String)
                            TextFunction.constant(language)))
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    (node == null ? "" : node.describe() + ": ") + "not a pattern of DateTimeFormatter: "
                            + wrong.getMessage(),
                    wrong);
        }
    }

    /** Years of an era need the era: where it is not written, the others are meant, which go on below 1. */
    private static String withProlepticYears(String letters) {
        StringBuilder result = new StringBuilder(letters);
        boolean quoted = false;
        for (int position = 0; position < letters.length(); position++) {
            char letter = letters.charAt(position);
            quoted ^= letter == '\'';
            if (!quoted && letter == 'G') {
                return letters;
            }
            if (!quoted && letter == 'y') {
                result.setCharAt(position, 'u');
            }
        }
        return result.toString();
    }

    /** What was read, in the form that casts read; null if it is neither a date nor a time. */
    static String iso(TemporalAccessor read) {
        LocalDate date = read.query(TemporalQueries.localDate());
        LocalTime time = read.query(TemporalQueries.localTime());
        ZoneId zone = read.query(TemporalQueries.zone());
        if (date == null || time == null) {
            return date != null ? date.toString() : time != null ? time.toString() : null;
        }
        LocalDateTime local = date.atTime(time);
        return zone == null
                ? local.toString()
                : local.atZone(zone)
                                .withZoneSameInstant(ZoneOffset.UTC)
                                .toLocalDateTime()
                                .toString()
                        + "Z";
    }
}

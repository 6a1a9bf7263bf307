package dev.peristyle.internal.csv.kernel;

import java.math.BigDecimal;
import java.util.List;

/**
 * What numbers have in them besides digits, where that is not the usual. Immutable.
 *
 * @param decimal before the fraction, ASCII
 * @param grouping between thousands, ASCII, or {@link #NONE}
 * @param percent whether a number may have a percent sign after it, and is the hundredth part then
 * @param accounting whether a number in parentheses is negative
 * @param currencies signs of which a number may have one, before it or after it
 */
public record NumberMarks(int decimal, int grouping, boolean percent, boolean accounting, List<String> currencies) {
    /** No separator between thousands. */
    public static final int NONE = -1;

    /** A point before the fraction, and nothing else. */
    public static final NumberMarks USUAL = new NumberMarks('.', NONE, false, false, List.of());

    /** Whether numbers are written as usual. */
    public boolean isUsual() {
        return decimal == '.' && grouping == NONE && !percent && !accounting && currencies.isEmpty();
    }

    /** A number as it is usually written, for messages; what is none comes out as something else that is none. */
    public String usual(String text) {
        if (isUsual()) {
            return text;
        }
        boolean negative = accounting && text.startsWith("(") && text.endsWith(")");
        String rest = negative ? '-' + text.substring(1, text.length() - 1) : text;
        for (String currency : currencies) {
            rest = rest.replace(currency, "");
        }
        boolean hundredth = percent && rest.endsWith("%");
        rest = (hundredth ? rest.substring(0, rest.length() - 1) : rest).strip();
        if (grouping != NONE) {
            rest = rest.replace(String.valueOf((char) grouping), "");
        }
        rest = rest.replace((char) decimal, '.');
        try {
            return hundredth ? new BigDecimal(rest).movePointLeft(2).toPlainString() : rest;
        } catch (NumberFormatException none) {
            return text;
        }
    }
}

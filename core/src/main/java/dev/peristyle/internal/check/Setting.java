package dev.peristyle.internal.check;

import java.util.List;

/** A system property that takes one of some values: any other is refused, since a misspelt one would do nothing. */
public final class Setting {

    private Setting() {}

    /**
     * Reads a property.
     *
     * @param property its name
     * @param values what it can be, in either case; the first one holds where it is not set
     * @return one of the values
     * @throws IllegalArgumentException when it is something else; the message lists the values
     */
    public static String of(String property, String... values) {
        String given = System.getProperty(property);
        if (given == null) {
            return values[0];
        }
        for (String value : values) {
            if (value.equalsIgnoreCase(given)) {
                return value;
            }
        }
        throw new IllegalArgumentException("the system property " + property + " must be '"
                + String.join("' or '", List.of(values)) + "', but is '" + given + "'");
    }
}

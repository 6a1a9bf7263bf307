package dev.peristyle.internal.record;

import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds the column that a component of a record is named after. */
final class ColumnNames {

    private static final Pattern WORD_START = Pattern.compile("(?<=[\\p{Ll}\\p{Nd}])(?=\\p{Lu})");

    private ColumnNames() {}

    static int find(String owner, String kind, String component, Schema schema) {
        if (schema.contains(component)) {
            return schema.indexOf(component);
        }
        String words = words(component);
        List<String> found = schema.names().stream()
                .filter(name -> words(name).equals(words))
                .toList();
        if (found.size() == 1) {
            return schema.indexOf(found.get(0));
        }
        String record = owner + ", " + kind + " '" + component + "': ";
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    record + "the columns " + String.join(", ", found) + " all match; rename one of them");
        }
        try {
            return schema.indexOf(component);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(record + unknown.getMessage(), unknown);
        }
    }

    /** The words of a name in snake_case: {@code orderId}, {@code order_id} and {@code ORDER_ID} are the same. */
    private static String words(String name) {
        return WORD_START.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}

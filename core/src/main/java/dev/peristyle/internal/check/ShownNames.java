package dev.peristyle.internal.check;

import java.util.Collection;
import java.util.Locale;

/** Names of columns as messages show them: the first few of many, none of them long, nothing hidden. */
public final class ShownNames {
    private static final int ALL = 20;
    private static final int FIRST = 5;
    private static final int LONGEST = 60;

    private ShownNames() {}

    /**
     * Lists names.
     *
     * @param names in the order in which they are shown
     * @return such as {@code [a, b, c]}; of more than 20 the first five and how many more there are
     */
    public static String of(Collection<String> names) {
        int shown = names.size() > ALL ? FIRST : names.size();
        StringBuilder text = new StringBuilder("[");
        int number = 0;
        for (String name : names) {
            if (number == shown) {
                text.append(", … ")
                        .append(String.format(Locale.ROOT, "%,d", names.size() - shown))
                        .append(" more");
                break;
            }
            text.append(number == 0 ? "" : ", ").append(one(name));
            number++;
        }
        return text.append(']').toString();
    }

    /**
     * Shows one name.
     *
     * @param name any text
     * @return its beginning, if it is long
     */
    public static String one(String name) {
        if (name.length() <= LONGEST) {
            return ShownText.of(name);
        }
        int end = Character.isHighSurrogate(name.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return ShownText.of(name.substring(0, end)) + "…";
    }
}

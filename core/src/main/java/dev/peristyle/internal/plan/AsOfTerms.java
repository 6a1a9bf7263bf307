package dev.peristyle.internal.plan;

import dev.peristyle.internal.join.AsOfDirection;
import java.util.Locale;

/**
 * Which row of the right is the nearest, as the user wrote it.
 *
 * @param key what is compared
 * @param direction on which side of the left row the right one is
 * @param isStrict whether one at the same place is none
 * @param tolerance how far it may be: a Duration, a BigDecimal, or null where it may be anywhere
 */
public record AsOfTerms(JoinKey key, AsOfDirection direction, boolean isStrict, Object tolerance) {

    /** The terms as text, for plans. */
    public String describe() {
        return describe(key.describe());
    }

    /** The terms as text with another text of what is compared. */
    String describe(String compared) {
        return direction.name().toLowerCase(Locale.ROOT)
                + (isStrict ? " and not at " : " ")
                + compared
                + (tolerance == null ? "" : " within " + tolerance);
    }
}

package dev.peristyle.internal.join;

import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How each row of the left is joined with the nearest of the right. Their columns have different names. A row of the right has a
 * value in its last key.
 *
 * @param keepsLeft whether left rows without a match come out, with nulls for the columns of the right
 * @param leftKeys where the keys are in a chunk of the left: those that are equal, and last the one that is near
 * @param rightKeys where the keys are in a chunk of the right, of the same types
 * @param direction on which side of the left row the right one is
 * @param isStrict whether one at the same place is none
 * @param tolerance how far it may be, see {@link Distance}; null where it may be anywhere
 * @param schema what comes out: some columns of both
 * @param text the line of plans
 */
public record AsOfJoining(
        boolean keepsLeft,
        Schema left,
        int[] leftKeys,
        Schema right,
        int[] rightKeys,
        AsOfDirection direction,
        boolean isStrict,
        BigInteger tolerance,
        Schema schema,
        String text) {

    /**
     * Whether an as-of join needs to know how far values are from each other, and cannot.
     *
     * @param type the type of the last key
     */
    public static boolean hasNoDistance(DataType type) {
        return !Distance.isKnown(type);
    }

    /**
     * The greatest distance between values of a type that is not greater than an amount.
     *
     * @param amount a Duration, or a BigDecimal; not negative
     * @return the distance, or null where the amount says nothing of the type
     */
    public static BigInteger tolerance(DataType type, Object amount) {
        return Distance.of(type, amount);
    }

    static List<BoundSortKey> order(int[] keys) {
        List<BoundSortKey> order = new ArrayList<>();
        for (int key : keys) {
            order.add(new BoundSortKey(key, false, false));
        }
        return order;
    }

    DataType nearType() {
        return left.field(leftKeys[leftKeys.length - 1]).type();
    }
}

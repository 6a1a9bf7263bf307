package dev.peristyle.internal.aggregate;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.error.ComputationException;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.util.function.IntPredicate;
import org.agrona.UnsafeApi;

/** Writes exact sums, and fails where one does not fit the type of the result. */
final class SumWriter implements ResultWriter {

    private final BoundAggregate aggregate;
    private final ExactSums sums;
    private final IntPredicate present;

    SumWriter(BoundAggregate aggregate, ExactSums sums, IntPredicate present) {
        this.aggregate = aggregate;
        this.sums = sums;
        this.present = present;
    }

    @Override
    public boolean write(int group, ColumnBuffer out, int row) {
        if (!present.test(group)) {
            return false;
        }
        long sum = sums.low(group);
        // A sum of decimals may use all of the 64 bits, which is a nineteenth digit for some numbers.
        if (sums.high(group) != 0) {
            throw tooLarge(group);
        }
        UnsafeApi.putLong(out.valuesAddress() + 8L * row, sum);
        return true;
    }

    private ComputationException tooLarge(int group) {
        DataType type = aggregate.outputType();
        String sum = new BigDecimal(MeanWriter.integer(sums, group), type.scale()).toPlainString();
        return new ComputationException(
                "'" + aggregate.outputName() + "': the sum " + sum + " does not fit the 64 bits of " + type
                        + ". Cast the argument to double if 16 digits are enough, or sum over smaller groups");
    }
}

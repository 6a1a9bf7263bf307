package dev.peristyle.internal.aggregate;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.error.ComputationException;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/** The exact sum; compensated for binary floating point. Where an exact sum does not fit its type there is an error. */
final class Sum implements ColumnAggregate {

    private static final BigInteger LIMIT = BigInteger.TEN.pow(DataType.MAX_DECIMAL_PRECISION);
    private static final long MIDDLE_OF_LIMIT = LIMIT.shiftRight(Long.SIZE).longValueExact();

    @Override
    public String name() {
        return "sum";
    }

    @Override
    public String domain() {
        return "numbers and durations";
    }

    @Override
    public DataType outputType(DataType argument) {
        if (argument instanceof DataType.Duration) {
            return argument;
        }
        if (argument == null || !argument.isNumeric()) {
            return null;
        }
        if (argument.lane() == Lane.F64) {
            return DataType.DOUBLE;
        }
        boolean wide = argument.lane() == Lane.I128;
        int digits = wide ? DataType.MAX_DECIMAL_PRECISION : DataType.MAX_LONG_PRECISION;
        return wide || argument instanceof DataType.Decimal
                ? DataType.decimal(digits, argument.scale())
                : DataType.LONG;
    }

    /** What holds the sum of values of a type, to which the counts belong that tell whether there is one. */
    static List<StateKey<?>> statesOf(DataType argument) {
        List<StateKey<?>> keys = new ArrayList<>(ArgumentStates.COUNTS);
        keys.add(argument.lane() == Lane.F64 ? DoubleSumState.KEY : exactKey(argument));
        return keys;
    }

    static StateKey<ExactSums> exactKey(DataType argument) {
        return argument.lane() == Lane.I128 ? WideSumState.KEY : ExactSumState.KEY;
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        return statesOf(argument);
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        IntToLongFunction counts = states.valueCounts();
        if (aggregate.argumentType().lane() == Lane.F64) {
            return ResultWriter.ofDouble(counts, states.get(DoubleSumState.KEY));
        }
        ExactSums sums = states.get(exactKey(aggregate.argumentType()));
        return (group, out, row) -> {
            if (counts.applyAsLong(group) == 0) {
                return false;
            }
            write(aggregate, sums, group, out, row);
            return true;
        };
    }

    private static void write(BoundAggregate aggregate, ExactSums sums, int group, ColumnBuffer out, int row) {
        if (aggregate.outputType().layout() == Layout.INT128) {
            if (!fitsDecimal(sums, group)) {
                throw tooLarge(aggregate, sums, group, "38 digits");
            }
            UnsafeApi.putLong(out.valuesAddress() + 16L * row, sums.low(group));
            UnsafeApi.putLong(out.valuesAddress() + 16L * row + 8, sums.middle(group));
        } else {
            // A sum of decimals may use all of the 64 bits, which is a nineteenth digit for some numbers.
            if (!sums.fitsLong(group)) {
                throw tooLarge(aggregate, sums, group, "64 bits");
            }
            UnsafeApi.putLong(out.valuesAddress() + 8L * row, sums.low(group));
        }
    }

    private static boolean fitsDecimal(ExactSums sums, int group) {
        long middle = sums.middle(group);
        if (sums.high(group) != middle >> 63) {
            return false;
        }
        return middle < MIDDLE_OF_LIMIT && middle > -MIDDLE_OF_LIMIT
                || sums.integer(group).abs().compareTo(LIMIT) < 0;
    }

    private static ComputationException tooLarge(BoundAggregate aggregate, ExactSums sums, int group, String room) {
        DataType type = aggregate.outputType();
        String sum = new BigDecimal(sums.integer(group), type.scale()).toPlainString();
        String advice = type.isNumeric() ? "Cast the argument to double if 16 digits are enough, or sum" : "Sum";
        return new ComputationException("'" + aggregate.outputName() + "': the sum " + sum + " does not fit the " + room
                + " of " + type + ". " + advice + " over smaller groups");
    }
}

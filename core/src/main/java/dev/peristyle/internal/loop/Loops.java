package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;
import java.math.BigInteger;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.agrona.UnsafeApi;

/** The loops that there are templates of. A loop belongs to whoever asks for it: keep it, it is compiled anew each time. */
public final class Loops {

    private Loops() {}

    /** Applies a function to each double. */
    public static RowLoop doubles(DoubleUnaryOperator operation) {
        DoubleAccess access = DoubleAccess.of(Layout.FLOAT64);
        return LoopTemplate.define(DoubleLoop.class, new DoubleLoop.Form(access, operation, access));
    }

    /** As {@link #doubles(DoubleUnaryOperator)}, for a function that is not met again: not compiled for it alone. */
    public static RowLoop doublesOnce(DoubleUnaryOperator operation) {
        DoubleAccess access = DoubleAccess.of(Layout.FLOAT64);
        return new DoubleLoop(new DoubleLoop.Form(access, operation, access));
    }

    /** Applies a function to each pair of doubles. */
    public static RowLoop doubles(DoubleBinaryOperator operation) {
        FloatingLoop.Form form = new FloatingLoop.Form(new OfDoubles(operation), Double.BYTES, Operands.COLUMNS);
        return LoopTemplate.define(FloatingLoop.class, form);
    }

    /** A function that has only the form for doubles. */
    private record OfDoubles(DoubleBinaryOperator operation) implements NumberOperation {

        @Override
        public long ofLongs(long left, long right) {
            return (long) operation.applyAsDouble(left, right);
        }

        @Override
        public float ofFloats(float left, float right) {
            return (float) operation.applyAsDouble(left, right);
        }

        @Override
        public double ofDoubles(double left, double right) {
            return operation.applyAsDouble(left, right);
        }
    }

    /** Computes numbers of at most 64 bits; the loop is shared by all who have the same operation. */
    public static RowLoop computing(NumberOperation operation, Layout layout, Operands operands) {
        if (layout.lane() == Lane.F64) {
            FloatingLoop.Form form = new FloatingLoop.Form(operation, layout.bytes(), operands);
            return LoopTemplate.shared(FloatingLoop.class, form, operation, layout, operands);
        }
        WordAccess access = WordAccess.of(layout);
        IntegerLoop.Form form = new IntegerLoop.Form(operation, access, access.isInt(), operands);
        return LoopTemplate.shared(IntegerLoop.class, form, operation, layout, operands);
    }

    /** Applies a function to each long. */
    public static RowLoop longs(LongUnaryOperator operation) {
        WordAccess access = WordAccess.of(Layout.INT64);
        return LoopTemplate.define(WordLoop.class, new WordLoop.Form(access, operation, access));
    }

    /** As {@link #longs(LongUnaryOperator)}, for a function that is not met again: not compiled for it alone. */
    public static RowLoop longsOnce(LongUnaryOperator operation) {
        WordAccess access = WordAccess.of(Layout.INT64);
        return new WordLoop(new WordLoop.Form(access, operation, access));
    }

    /** Applies a function to each value as a word; the loop is shared by all functions of a class, so they must be equal. */
    public static RowLoop words(Layout source, LongUnaryOperator operation, Layout target) {
        WordLoop.Form form = new WordLoop.Form(WordAccess.of(source), operation, WordAccess.of(target));
        return LoopTemplate.shared(WordLoop.class, form, source, operation.getClass(), target);
    }

    /**
     * Brings each value of at most 64 bits to its place in the order of its type, see {@link WordAccess#toOrder}: a long that is
     * equal where values are. The loop is shared.
     */
    public static RowLoop ordering(Layout source) {
        if (source == Layout.BIT) {
            return new BitsToWords();
        }
        return words(source, new Ordering(WordAccess.of(source)), Layout.INT64);
    }

    private record BitsToWords() implements RowLoop {

        @Override
        public long run(long left, long unused, long result, int from, int to) {
            for (int row = from; row < to; row++) {
                UnsafeApi.putLong(result + 8L * row, Bits.at(left, row));
            }
            return 0;
        }
    }

    private record Ordering(WordAccess access) implements LongUnaryOperator {

        @Override
        public long applyAsLong(long word) {
            return access.toOrder(word);
        }
    }

    /**
     * Sets the bit of each row whose value is not equal to the one before it, for layouts of at most 64 bits but bits; that of row 0
     * is 0. Begins at a multiple of 64 rows and writes whole words, with zeros after the last row. The loop is shared.
     */
    public static RowLoop changes(Layout layout) {
        return LoopTemplate.shared(ChangeLoop.class, WordAccess.of(layout), layout);
    }

    /** Converts words; the second operand is the address of a bitmap of what is impossible. The loop is shared. */
    public static RowLoop converting(Layout source, WordConversion conversion, Layout target) {
        ConvertLoop.Form form = new ConvertLoop.Form(WordAccess.of(source), conversion, WordAccess.of(target));
        return LoopTemplate.shared(ConvertLoop.class, form, source, conversion.key(), target);
    }

    /** Applies a function to each number; the loop is shared by all functions of a class, so they must be equal. */
    public static RowLoop doubles(Layout source, DoubleUnaryOperator operation, Layout target) {
        DoubleLoop.Form form = new DoubleLoop.Form(DoubleAccess.of(source), operation, DoubleAccess.of(target));
        return LoopTemplate.shared(DoubleLoop.class, form, source, operation.getClass(), target);
    }

    /** Applies a function to words of two columns, which may be one; gives 0 if all outcomes are possible. The loop is shared. */
    public static RowLoop pairs(Layout left, Layout right, WordPairOperation operation, Layout target) {
        WordPairLoop.Form form =
                new WordPairLoop.Form(WordAccess.of(left), WordAccess.of(right), operation, WordAccess.of(target));
        return LoopTemplate.shared(WordPairLoop.class, form, left, right, operation.key(), target);
    }

    /** Compares two columns of which one or both have a fraction; -1 inverts. The loop is shared. */
    public static RowLoop comparing(Layout left, Layout right, Relation relation, long invert) {
        PairTest test;
        if (left.lane() != Lane.F64) {
            test = new PairTests.WordDouble(WordAccess.of(left), DoubleAccess.of(right), relation);
        } else if (right.lane() != Lane.F64) {
            test = new PairTests.DoubleWord(DoubleAccess.of(left), WordAccess.of(right), relation);
        } else {
            test = new PairTests.Doubles(DoubleAccess.of(left), DoubleAccess.of(right), relation);
        }
        return comparing(test, left, 1, right, 1, relation, invert);
    }

    /** Compares two columns of integers of at most 64 bits, each times a positive factor. The loop is shared. */
    public static RowLoop comparing(
            Layout left, long leftFactor, Layout right, long rightFactor, Relation relation, long invert) {
        WordAccess first = WordAccess.of(left);
        WordAccess second = WordAccess.of(right);
        if (leftFactor != 1 || rightFactor != 1) {
            PairTest scaled = new PairTests.Scaled(first, leftFactor, second, rightFactor, relation);
            return comparing(scaled, left, leftFactor, right, rightFactor, relation, invert);
        }
        PairTest test = first.isInt() && second.isInt()
                ? new PairTests.Ints(first, second, relation)
                : new PairTests.Words(first, second, relation);
        return comparing(test, left, 1, right, 1, relation, invert);
    }

    /** Compares two columns of integers of at most 128 bits, each times a power of ten. The loop is shared. */
    public static RowLoop comparingWide(
            Layout left, int leftDigits, Layout right, int rightDigits, Relation relation, long invert) {
        WordAccess first = WordAccess.of(left);
        WordAccess second = WordAccess.of(right);
        BigInteger leftFactor = BigInteger.TEN.pow(leftDigits);
        BigInteger rightFactor = BigInteger.TEN.pow(rightDigits);
        PairTest test = leftDigits == 0 && rightDigits == 0
                ? new PairTests.WideWords(first, second, relation)
                : new PairTests.ScaledWide(first, leftFactor, second, rightFactor, relation);
        return comparing(test, left, leftDigits, right, rightDigits, relation, invert);
    }

    private static RowLoop comparing(
            PairTest test, Layout left, long leftScale, Layout right, long rightScale, Relation relation, long invert) {
        CompareLoop.Form form = new CompareLoop.Form(test, left.bytes(), right.bytes(), invert);
        return LoopTemplate.shared(
                CompareLoop.class, form, test.getClass(), left, leftScale, right, rightScale, relation, invert);
    }
}

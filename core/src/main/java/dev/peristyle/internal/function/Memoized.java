package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.NodeText;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.schema.Layout;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * A function that a user wrote, whose results are kept by the bytes of its arguments. Each thread has a {@link ResultCache} of its own: nothing is
 * shared, so that nobody waits for a lock, at the price that each thread calls the function for itself. What the function throws is not kept.
 */
public final class Memoized extends ScalarFunction {

    private final ScalarFunction function;
    private final long mostBytes;

    /**
     * Remembers a function of a user.
     *
     * @param mostBytes that the results of one thread may take, with their arguments and all that finds them
     * @throws IllegalArgumentException if it is not such a function, or so many bytes make no cache
     */
    public Memoized(ScalarFunction function, long mostBytes) {
        super("memoized");
        if (!(function instanceof MapFunction || function instanceof MapText || function instanceof MapRow)) {
            throw new IllegalArgumentException(
                    "memoized keeps what functions of your own give, such as those of map, mapLong, row(…).map and text().map; "
                            + function + " is none");
        }
        if (mostBytes < ResultCache.LEAST || mostBytes > ResultCache.MOST) {
            throw new IllegalArgumentException("memoized needs " + ResultCache.LEAST + " to " + ResultCache.MOST
                    + " bytes for the results of a thread, not " + mostBytes);
        }
        this.function = function;
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean isFallible(dev.peristyle.schema.DataType result) {
        return true;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Apply apply = (Apply) function.bind(arguments, node);
        return new Apply(this, apply.type(), apply.arguments());
    }

    @Override
    public void write(List<Node> arguments, NodeText text) {
        text.add("memoized(").add(function.symbol()).add("(").list(arguments).add("))");
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        Apply inner = new Apply(function, apply.type(), apply.arguments());
        TextRows rows = function instanceof MapFunction map ? map.rows(inner) : ((TextFunction) function).rows(inner);
        ResultCache cache = compiler.hold(new ResultCache(compiler.pool(), mostBytes));
        return new TextStep(apply, new Rows(rows, cache, operands.length), operands, compiler, scope);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Memoized that && mostBytes == that.mostBytes && function.equals(that.function);
    }

    @Override
    public int hashCode() {
        return 31 * function.hashCode() + Long.hashCode(mostBytes);
    }

    private static final class Rows implements TextRows {

        private static final int BIT = -1;
        private static final int TEXT = -2;

        private final TextRows function;
        private final ResultCache cache;
        /** What the values of each argument take, or one of the above. */
        private final int[] widths;

        Rows(TextRows function, ResultCache cache, int arguments) {
            this.function = function;
            this.cache = cache;
            this.widths = new int[arguments];
        }

        @Override
        public void begin(Vector[] operands) {
            for (int operand = 0; operand < widths.length; operand++) {
                Layout layout = operands[operand].layout();
                widths[operand] = layout == Layout.VIEW ? TEXT : layout == Layout.BIT ? BIT : layout.bytes();
            }
            function.begin(operands);
        }

        @Override
        public void end() {
            function.end();
        }

        @Override
        public void row(int row, Vector[] operands, TextOutput out) {
            long bytes = keyBytes(row, operands);
            long room = cache.isTooLong(bytes) ? 0 : cache.keyRoom(bytes);
            if (room == 0) {
                cache.miss();
                function.row(row, operands, out);
                return;
            }
            writeKey(row, operands, room);
            long found = cache.find((int) bytes);
            if (found != 0) {
                out.take(found, cache.resultBytes(found));
                return;
            }
            function.row(row, operands, out);
            long kept = cache.put(out.resultBytes());
            if (kept != 0) {
                out.copyResult(kept);
            }
        }

        private long keyBytes(int row, Vector[] operands) {
            long bytes = 0;
            for (int operand = 0; operand < widths.length; operand++) {
                int width = widths[operand];
                bytes += width > 0 ? width : width == BIT ? 1 : 4L + TextFunction.length(operands[operand], row);
            }
            return bytes;
        }

        /** One value after the other as it lies in memory, each text after its length, so that different values have different bytes. */
        private void writeKey(int row, Vector[] operands, long target) {
            long at = target;
            for (int operand = 0; operand < widths.length; operand++) {
                Vector values = operands[operand];
                int width = widths[operand];
                if (width == 8) {
                    UnsafeApi.putLong(at, UnsafeApi.getLong(values.values() + 8L * row));
                } else if (width == 4) {
                    UnsafeApi.putInt(at, UnsafeApi.getInt(values.values() + 4L * row));
                } else if (width > 0) {
                    TextKernel.copy(values.values() + (long) width * row, at, width);
                } else if (width == BIT) {
                    width = 1;
                    UnsafeApi.putByte(at, (byte) (UnsafeApi.getByte(values.values() + (row >>> 3)) >>> (row & 7) & 1));
                } else {
                    int length = TextFunction.length(values, row);
                    UnsafeApi.putInt(at, length);
                    TextKernel.copy(TextFunction.address(values, row), at + 4, length);
                    width = 4 + length;
                }
                at += width;
            }
            UnsafeApi.putLong(at, 0);
        }
    }
}

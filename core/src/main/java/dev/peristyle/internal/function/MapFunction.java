package dev.peristyle.internal.function;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.BoundText;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.agrona.UnsafeApi;

/**
 * A function that a user wrote, in a loop of its own. It is called for rows that have values and that matter, and for no
 * others. Two are equal when they hold the same object.
 */
public final class MapFunction extends ScalarFunction {

    private final Object operation;
    private final DataType type;
    private volatile RowLoop loop;

    private MapFunction(Object operation, DataType type) {
        super("map");
        this.operation = operation;
        this.type = type;
    }

    /** Of a double. */
    public static ScalarFunction ofDouble(DoubleUnaryOperator operation) {
        return new MapFunction(Objects.requireNonNull(operation, "function"), DataType.DOUBLE);
    }

    /** Of two doubles. */
    public static ScalarFunction ofDoubles(DoubleBinaryOperator operation) {
        return new MapFunction(Objects.requireNonNull(operation, "function"), DataType.DOUBLE);
    }

    /** Of a long. */
    public static ScalarFunction ofLong(LongUnaryOperator operation) {
        return new MapFunction(Objects.requireNonNull(operation, "function"), DataType.LONG);
    }

    @Override
    public boolean isFallible(DataType result) {
        return true;
    }

    /** Not in advance: whoever reads a query does not expect a call of his function before the query runs. */
    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        List<Bound> converted = new ArrayList<>();
        for (Bound argument : arguments) {
            if (!Constants.isUntyped(argument) && !argument.type().isNumeric()) {
                throw TypeErrors.mismatch(node, "needs numbers", "cast the operand to " + type, argument);
            }
            converted.add(Conversions.implicit(argument, type, node));
        }
        return new Apply(this, type, converted);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new MapStep(apply, loop(), operands, scope.mask());
    }

    /** The function row by row. */
    TextRows rows(Apply apply) {
        RowLoop calls = loop();
        return (row, operands, out) -> {
            long first = operands[0].values();
            long last = operands[operands.length - 1].values();
            try {
                calls.run(first, last, out.values(), row, row + 1);
            } catch (RuntimeException failure) {
                throw new RowFailure(row, message(apply, operands, row, failure), failure);
            }
        };
    }

    /** Why it failed in a row, -1 for one that is not known. */
    private static String message(Apply apply, Vector[] operands, int row, RuntimeException failure) {
        return BoundText.of(apply) + ": the function failed for " + values(apply, operands, row) + ": " + failure;
    }

    private static String values(Apply apply, Vector[] operands, int row) {
        if (row < 0) {
            return "a value";
        }
        List<String> values = new ArrayList<>();
        for (Vector operand : operands) {
            long address = operand.values() + 8L * row;
            values.add(
                    apply.type().lane() == Lane.F64
                            ? String.valueOf(UnsafeApi.getDouble(address))
                            : String.valueOf(UnsafeApi.getLong(address)));
        }
        return String.join(" and ", values);
    }

    /** One loop for all threads, and for each run of the expression: it has to be compiled only once. */
    private RowLoop loop() {
        RowLoop made = loop;
        if (made == null) {
            synchronized (this) {
                made = loop;
                if (made == null) {
                    made = make();
                    loop = made;
                }
            }
        }
        return made;
    }

    private RowLoop make() {
        if (operation instanceof DoubleUnaryOperator unary) {
            return Loops.doubles(unary);
        }
        return operation instanceof DoubleBinaryOperator binary
                ? Loops.doubles(binary)
                : Loops.longs((LongUnaryOperator) operation);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapFunction that && operation == that.operation && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(operation);
    }

    private static final class MapStep extends Step {

        private final Apply apply;
        private final RowLoop loop;
        private final Vector mask;
        private final Vector[] operands;

        MapStep(Apply apply, RowLoop loop, Vector[] operands, Vector mask) {
            super(new Vector(apply.type()), operands);
            this.apply = apply;
            this.loop = loop;
            this.mask = mask;
            this.operands = operands.clone();
        }

        @Override
        public void run(int rows) {
            Vector result = result();
            result.begin(rows);
            result.nullsOf(input(0));
            if (inputCount() == 2) {
                result.nullsOf(input(0), input(1));
            }
            long wanted = mask == null ? 0 : mask.values();
            try {
                if (wanted == 0 && result.validity() == 0) {
                    call(0, rows);
                } else {
                    callWanted(result.validity(), wanted, rows);
                }
            } catch (RuntimeException failure) {
                int row = firstFailing(result.validity(), wanted, rows);
                String message = message(apply, operands, row, failure);
                throw row < 0 ? new ComputationException(message, failure) : new RowFailure(row, message, failure);
            }
        }

        /** Asks for one row after the other; -1 if the function does not fail again. */
        private int firstFailing(long validity, long wanted, int rows) {
            for (int row = 0; row < rows; row++) {
                if (Bitmaps.isSet(validity, row) && Bitmaps.isSet(wanted, row)) {
                    try {
                        call(row, row + 1);
                    } catch (RuntimeException failure) {
                        return row;
                    }
                }
            }
            return -1;
        }

        private void callWanted(long validity, long wanted, int rows) {
            int row = 0;
            while (row < rows) {
                int from = row;
                while (row < rows && Bitmaps.isSet(validity, row) && Bitmaps.isSet(wanted, row)) {
                    row++;
                }
                if (from < row) {
                    call(from, row);
                } else {
                    row++;
                }
            }
        }

        private void call(int from, int to) {
            loop.run(input(0).values(), input(inputCount() - 1).values(), result().values(), from, to);
        }
    }
}

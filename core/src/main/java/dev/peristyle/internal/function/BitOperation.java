package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.loop.WordPairOperation;
import java.util.List;

/** Integers as bits, in the complement of two. */
public final class BitOperation extends WordFunction {

    public static final ScalarFunction AND = new BitOperation("bitAnd", Operation.AND);
    public static final ScalarFunction OR = new BitOperation("bitOr", Operation.OR);
    public static final ScalarFunction XOR = new BitOperation("bitXor", Operation.XOR);
    public static final ScalarFunction NOT = new BitOperation("bitNot", Operation.NOT);
    public static final ScalarFunction SHIFT_LEFT = new BitOperation("shiftLeft", Operation.SHIFT_LEFT);
    public static final ScalarFunction SHIFT_RIGHT = new BitOperation("shiftRight", Operation.SHIFT_RIGHT);

    private final Operation operation;

    private BitOperation(String symbol, Operation operation) {
        super(symbol);
        this.operation = operation;
    }

    /** A number that is shifted keeps its type, whatever that of the distance. */
    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        if (this != SHIFT_LEFT && this != SHIFT_RIGHT) {
            return Integers.bind(this, arguments, node);
        }
        Bound number = Integers.of(arguments.get(0), node);
        return Folding.apply(this, number.type(), number, Integers.of(arguments.get(1), node));
    }

    @Override
    WordPairOperation operation(Apply apply) {
        return operation;
    }

    private enum Operation implements WordPairOperation {
        AND {
            @Override
            public long apply(long first, long second) {
                return first & second;
            }
        },
        OR {
            @Override
            public long apply(long first, long second) {
                return first | second;
            }
        },
        XOR {
            @Override
            public long apply(long first, long second) {
                return first ^ second;
            }
        },
        NOT {
            @Override
            public long apply(long first, long second) {
                return ~first;
            }
        },
        SHIFT_LEFT {
            @Override
            public long apply(long number, long distance) {
                return distance >= 0 ? left(number, distance) : right(number, opposite(distance));
            }
        },
        SHIFT_RIGHT {
            @Override
            public long apply(long number, long distance) {
                return distance >= 0 ? right(number, distance) : left(number, opposite(distance));
            }
        };

        private static long left(long number, long distance) {
            return distance >= Long.SIZE ? 0 : number << distance;
        }

        private static long right(long number, long distance) {
            return number >> Math.min(distance, Long.SIZE - 1);
        }

        /** Of a negative number, also of the smallest one. */
        private static long opposite(long distance) {
            return -Math.max(distance, -Long.MAX_VALUE);
        }
    }
}

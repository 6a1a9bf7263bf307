package dev.peristyle.array;

import dev.peristyle.internal.function.Minus;
import dev.peristyle.internal.function.Plus;
import dev.peristyle.internal.function.Times;
import dev.peristyle.internal.ground.DoubleOrder;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.internal.loop.NumberOperation;
import java.math.BigInteger;

/** What is computed of two numbers: those of expressions, and the lesser or the greater one. */
enum Arithmetic {
    ADD("+", (NumberOperation) Plus.PLUS) {
        @Override
        BigInteger exact(BigInteger left, BigInteger right) {
            return left.add(right);
        }
    },
    SUBTRACT("-", (NumberOperation) Minus.MINUS) {
        @Override
        BigInteger exact(BigInteger left, BigInteger right) {
            return left.subtract(right);
        }
    },
    MULTIPLY("*", (NumberOperation) Times.TIMES) {
        @Override
        BigInteger exact(BigInteger left, BigInteger right) {
            return left.multiply(right);
        }
    },
    MIN("min", new Lesser()) {
        @Override
        BigInteger exact(BigInteger left, BigInteger right) {
            return left.min(right);
        }
    },
    MAX("max", new Greater()) {
        @Override
        BigInteger exact(BigInteger left, BigInteger right) {
            return left.max(right);
        }
    };

    private final String symbol;
    // operations have no state
    @SuppressWarnings("ImmutableEnumChecker")
    private final NumberOperation operation;

    Arithmetic(String symbol, NumberOperation operation) {
        this.symbol = symbol;
        this.operation = operation;
    }

    String symbol() {
        return symbol;
    }

    NumberOperation operation() {
        return operation;
    }

    /** For the slow look at single values, once a loop has said that one may not fit. */
    abstract BigInteger exact(BigInteger left, BigInteger right);

    /**
     * How many results fit before the first that does not.
     *
     * @param operands how those in memory are loaded
     * @param column whether {@code right} is an address; else it is the number in all rows
     * @param bits of a result
     */
    int fitting(WordAccess operands, long left, long right, boolean column, int rows, int bits) {
        for (int row = 0; row < rows; row++) {
            BigInteger first = BigInteger.valueOf(operands.loadRow(left, row));
            BigInteger second = BigInteger.valueOf(column ? operands.loadRow(right, row) : right);
            if (exact(first, second).bitLength() >= bits) {
                return row;
            }
        }
        return rows;
    }

    private record Lesser() implements NumberOperation {

        @Override
        public long ofLongs(long left, long right) {
            return Math.min(left, right);
        }

        @Override
        public float ofFloats(float left, float right) {
            return DoubleOrder.isLess(right, left) ? right : left;
        }

        @Override
        public double ofDoubles(double left, double right) {
            return DoubleOrder.isLess(right, left) ? right : left;
        }
    }

    private record Greater() implements NumberOperation {

        @Override
        public long ofLongs(long left, long right) {
            return Math.max(left, right);
        }

        @Override
        public float ofFloats(float left, float right) {
            return DoubleOrder.isLess(left, right) ? right : left;
        }

        @Override
        public double ofDoubles(double left, double right) {
            return DoubleOrder.isLess(left, right) ? right : left;
        }
    }
}

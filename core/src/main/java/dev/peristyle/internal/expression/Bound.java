package dev.peristyle.internal.expression;

import dev.peristyle.schema.DataType;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A typed expression. Equal instances compute the same, so that what occurs twice is computed once. */
public sealed interface Bound extends Tree {

    /** The type of its values. */
    DataType type();

    /** Whether it or a part of it may throw for some row. */
    default boolean isFallible() {
        return false;
    }

    @Override
    default List<Bound> parts() {
        return List.of();
    }

    @Override
    default boolean looksLike(Tree other) {
        return equals(other);
    }

    /** The columns it reads in the order of first use. */
    default Set<String> columns() {
        Set<String> names = new LinkedHashSet<>();
        Set<Bound> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Bound> waiting = new ArrayDeque<>();
        waiting.push(this);
        while (!waiting.isEmpty()) {
            Bound bound = waiting.pop();
            if (bound instanceof Input input) {
                names.add(input.name());
            } else if (seen.add(bound)) {
                List<Bound> parts = bound.parts();
                for (int part = parts.size() - 1; part >= 0; part--) {
                    waiting.push(parts.get(part));
                }
            }
        }
        return names;
    }

    /** The value of a column. */
    record Input(String name, DataType type) implements Bound {
        @Override
        public boolean equals(Object other) {
            return other instanceof Input that && name.equals(that.name) && type.equals(that.type);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + type.hashCode();
        }
    }

    /**
     * A value as it lies in memory: Boolean, Integer (integers of up to 32 bits with a sign or 16 without, date), Long
     * (larger ones, decimals of up to 18 digits, times), BigInteger (what has 128 bits or 64 without a sign), Float,
     * Double, String, ByteBuffer, or null.
     */
    record Constant(DataType type, Object value) implements Bound {

        /** Whether it is a null that takes the type of what is beside it. */
        public boolean isUntypedNull() {
            return type == null;
        }

        /** Whether it is null. */
        public boolean isNull() {
            return value == null;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Constant that
                    && Objects.equals(type, that.type)
                    && Objects.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return 31 * Objects.hashCode(type) + Objects.hashCode(value);
        }
    }

    /** A function of arguments that have the types it expects. */
    final class Apply implements Bound {

        private final ScalarFunction function;
        private final DataType type;
        private final List<Bound> arguments;
        private final boolean fallible;
        private final int hash;

        /** Applies a function. */
        public Apply(ScalarFunction function, DataType type, List<Bound> arguments) {
            this.function = function;
            this.type = type;
            this.arguments = List.copyOf(arguments);
            this.hash = 31 * (31 * function.hashCode() + type.hashCode()) + this.arguments.hashCode();
            boolean any = function.isFallible(type);
            for (Bound argument : arguments) {
                any |= argument.isFallible();
            }
            this.fallible = any;
        }

        /** Applies a function. */
        public Apply(ScalarFunction function, DataType type, Bound... arguments) {
            this(function, type, List.of(arguments));
        }

        /** The function. */
        public ScalarFunction function() {
            return function;
        }

        @Override
        public DataType type() {
            return type;
        }

        /** The arguments. */
        public List<Bound> arguments() {
            return arguments;
        }

        /** One argument. */
        public Bound argument(int position) {
            return arguments.get(position);
        }

        /** The first argument. */
        public Bound first() {
            return arguments.get(0);
        }

        /** The second argument. */
        public Bound second() {
            return arguments.get(1);
        }

        @Override
        public boolean isFallible() {
            return fallible;
        }

        @Override
        public List<Bound> parts() {
            return arguments;
        }

        @Override
        public boolean looksLike(Tree other) {
            return other instanceof Apply apply && function.equals(apply.function) && type.equals(apply.type);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Apply apply && Tree.same(this, apply);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            return BoundText.of(this);
        }
    }
}

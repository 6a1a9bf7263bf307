package dev.peristyle.internal.expression;

import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.Map;

/** A typed expression. Equal instances compute the same, so that what stands twice is computed once. */
sealed interface Bound {

    /** The type of its values. */
    DataType type();

    /** Adds the columns it reads in the order of first use. */
    void collectInputs(Map<String, DataType> inputs);

    /** The value of a column. */
    record Input(String name, DataType type) implements Bound {
        @Override
        public void collectInputs(Map<String, DataType> inputs) {
            inputs.putIfAbsent(name, type);
        }
    }

    /**
     * A value as it lies in memory: Boolean, Integer (int, date), Long (long, decimal, timestamp), Float, Double, String,
     * or null.
     */
    record Constant(DataType type, Object value) implements Bound {
        @Override
        public void collectInputs(Map<String, DataType> inputs) {
            // reads none
        }

        boolean isUntypedNull() {
            return type == null;
        }

        boolean isNull() {
            return value == null;
        }
    }

    /** A function of arguments that have the types it expects. */
    record Apply(Function function, DataType type, List<Bound> arguments) implements Bound {
        public Apply {
            arguments = List.copyOf(arguments);
        }

        Apply(Function function, DataType type, Bound... arguments) {
            this(function, type, List.of(arguments));
        }

        Bound first() {
            return arguments.get(0);
        }

        Bound second() {
            return arguments.get(1);
        }

        @Override
        public void collectInputs(Map<String, DataType> inputs) {
            arguments.forEach(argument -> argument.collectInputs(inputs));
        }
    }
}

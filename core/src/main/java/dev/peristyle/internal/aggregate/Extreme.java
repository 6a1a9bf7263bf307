package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** The smallest or the largest value in the order of its type. */
final class Extreme implements ColumnAggregate {

    static final AggregateFunction MIN = new Extreme("min", true, false);
    static final AggregateFunction MAX = new Extreme("max", false, false);
    /** Some value; the smallest, so that it is the same one each time. */
    static final AggregateFunction ANY = new Extreme("any", true, false);

    static final AggregateFunction BOOL_AND = new Extreme("boolAnd", true, true);
    static final AggregateFunction BOOL_OR = new Extreme("boolOr", false, true);

    private final String name;
    private final boolean smallest;
    private final boolean ofBooleans;

    private Extreme(String name, boolean smallest, boolean ofBooleans) {
        this.name = name;
        this.smallest = smallest;
        this.ofBooleans = ofBooleans;
    }

    // by methods, so that whoever looks an aggregate up does not load the states of all others
    private StateKey<IntToLongFunction> words() {
        return smallest ? ExtremeState.SMALLEST : ExtremeState.LARGEST;
    }

    private StateKey<TextCells> bytes() {
        return smallest ? TextExtremeState.SMALLEST : TextExtremeState.LARGEST;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DataType outputType(DataType argument) {
        return ofBooleans && !(argument instanceof DataType.Bool) ? null : argument;
    }

    @Override
    public String domain() {
        return "booleans";
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        if (ByteViews.hold(argument)) {
            return List.of(bytes());
        }
        List<StateKey<?>> keys = new ArrayList<>(ArgumentStates.COUNTS);
        keys.add(words());
        return keys;
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        DataType type = aggregate.outputType();
        return ByteViews.hold(type)
                ? ResultWriter.ofCells(type, states.get(bytes()))
                : ResultWriter.ofOrdered(type, states.valueCounts(), states.get(words()));
    }
}

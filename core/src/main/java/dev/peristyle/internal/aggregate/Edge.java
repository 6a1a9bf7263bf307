package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.List;

/** The value of the first or of the last row, null if it is null there. */
final class Edge implements ColumnAggregate {

    static final AggregateFunction FIRST = new Edge("first", true);
    static final AggregateFunction LAST = new Edge("last", false);

    private final String name;
    private final boolean first;

    private Edge(String name, boolean first) {
        this.name = name;
        this.first = first;
    }

    // by methods, so that whoever looks an aggregate up does not load the states of all others
    private StateKey<FixedEdgeState> words() {
        return first ? FixedEdgeState.FIRST : FixedEdgeState.LAST;
    }

    private StateKey<TextCells> bytes() {
        return first ? TextEdgeState.FIRST : TextEdgeState.LAST;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean followsRows() {
        return true;
    }

    @Override
    public boolean isOfARow() {
        return true;
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument;
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        return List.of(ByteViews.hold(argument) ? bytes() : words());
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        DataType type = aggregate.outputType();
        return ByteViews.hold(type)
                ? ResultWriter.ofCells(type, states.get(bytes()))
                : states.get(words()).writer(type.layout());
    }
}

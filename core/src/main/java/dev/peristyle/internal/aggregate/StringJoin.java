package dev.peristyle.internal.aggregate;

import dev.peristyle.error.ComputationException;
import dev.peristyle.schema.DataType;
import java.util.List;

/**
 * All texts in the order of their rows, with a separator between two. Its name has the most bytes that a result may have, and the
 * separator: {@code stringJoin(1048576, ', ')}.
 */
final class StringJoin implements HeldAggregate {

    private final long maxBytes;
    private final String separator;

    StringJoin(long maxBytes, String separator) {
        this.maxBytes = maxBytes;
        this.separator = separator;
    }

    @Override
    public String name() {
        return "stringJoin(" + maxBytes + ", '" + separator + "')";
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument instanceof DataType.Utf8 ? argument : null;
    }

    @Override
    public String domain() {
        return "text; cast others to string";
    }

    @Override
    public boolean followsRows() {
        return true;
    }

    private StateKey<JoinedTexts> key() {
        return new StateKey<>(
                name(), JoinedTexts.class, (pool, owner, type) -> new JoinedTexts(pool, owner, separator));
    }

    @Override
    public List<StateKey<?>> states(DataType argument) {
        return List.of(key());
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        JoinedTexts texts = states.get(key());
        return (group, out, row) -> {
            long length = texts.length(group);
            if (length > maxBytes) {
                throw new ComputationException("'" + aggregate.outputName() + "': the texts of one group are " + length
                        + " bytes together, and stringJoin makes at most " + maxBytes
                        + ". Say how many it may make, stringJoin(value, separator, maxBytes), or group by more keys");
            }
            if (length >= 0) {
                ByteViews.write(aggregate.outputType().layout(), texts.address(group), (int) length, out, row);
            }
            return length >= 0;
        };
    }
}

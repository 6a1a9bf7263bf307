package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.List;

/** An aggregate that needs all values of a group at once: nothing less is remembered of them. */
interface HeldAggregate extends ColumnAggregate {

    @Override
    default List<StateKey<?>> states(DataType argument) {
        return List.of(HeldValues.KEY);
    }

    @Override
    default boolean holdsValues() {
        return true;
    }
}

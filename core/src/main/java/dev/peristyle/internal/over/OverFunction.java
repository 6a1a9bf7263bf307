package dev.peristyle.internal.over;

import dev.peristyle.schema.DataType;

/** A function over the rows around a row that is no aggregate. A new one is a class and a line in {@link OverFunctions}. */
interface OverFunction {

    /** The name as a user writes it. */
    String name();

    /**
     * The type of the result.
     *
     * @param argument the type of the argument, null if there is none
     */
    DataType outputType(DataType argument);

    /** Whether it asks for the frame of each row. */
    default boolean needsFrame() {
        return false;
    }

    /** Whether it has to know which rows are equal in the order. */
    default boolean needsPeers() {
        return false;
    }

    /**
     * How many rows after each it has to know.
     *
     * @return {@link Frame#END} for all of the partition
     */
    default long reach(OverCall call) {
        return 0;
    }

    /** Starts it for a run. */
    Evaluation start(Evaluations run, OverCall call);
}

package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.lifetime.Closing;
import java.util.List;
import java.util.function.Consumer;

/** Lets an operator that holds its rows read all of them before it delivers the first. */
final class Filling {

    private Filling() {}

    /** An input, and what copies its rows. */
    record Input(Rows rows, Consumer<Chunk> target) {}

    /**
     * Reads inputs to their ends, one after the other, and then has the last word said, which counts as work of the operator.
     *
     * @param held what the rows go to; closed if anything fails
     * @param finish what is to be done when all are there
     */
    static void fill(AutoCloseable held, Runnable finish, OperatorRun operator, Run run, Input... inputs) {
        try {
            for (Input input : inputs) {
                SinkDriver.drain(input.rows, new CopyingSink(operator, input.rows.schema(), input.target), run);
            }
            try (Clock clock = Clock.start(run)) {
                finish.run();
                clock.lap(operator.meter());
            }
        } catch (Throwable failure) {
            Closing.after(failure, List.of(held));
            throw failure;
        }
    }
}

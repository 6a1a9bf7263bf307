package dev.peristyle.internal.expression;

import java.util.Map;

/** What a step remembers from chunk to chunk, of one thread. Closed with its program. */
public interface StepState extends AutoCloseable {

    /** What the report of the run has to tell of it, before it is closed. */
    Map<String, Long> counts();

    @Override
    void close();
}

package dev.peristyle.internal.expression;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps that compute a list of expressions, each distinct part once. Not thread-safe. */
final class Program implements AutoCloseable {

    private final Vector[] inputs;
    private final int[] positions;
    private final Step[] steps;
    private final Vector[] results;
    private final List<Scratch> memory;
    private final List<TextArena> arenas;
    private final List<StepState> states;
    private boolean closed;

    Program(
            Vector[] inputs,
            int[] positions,
            Step[] steps,
            Vector[] results,
            List<Scratch> memory,
            List<TextArena> arenas,
            List<StepState> states) {
        this.inputs = inputs;
        this.positions = positions;
        this.steps = steps;
        this.results = results;
        this.memory = memory;
        this.arenas = arenas;
        this.states = states;
    }

    static Program compile(MemoryPool pool, Schema schema, List<Bound> expressions) {
        return new Compiler(pool, schema).compile(expressions);
    }

    void run(Chunk chunk) {
        if (closed) {
            throw new IllegalStateException("this evaluator is closed");
        }
        for (int position = 0; position < inputs.length; position++) {
            inputs[position].bind(chunk.column(positions[position]));
        }
        try {
            run(chunk.rowCount());
        } catch (RowFailure failure) {
            throw first(failure);
        }
    }

    private void run(int rows) {
        for (Step step : steps) {
            step.run(rows);
        }
    }

    /** A later step can fail for an earlier row: which row is named must not depend on where chunks begin. */
    private RowFailure first(RowFailure found) {
        RowFailure first = found;
        while (first.row() > 0) {
            try {
                run(first.row());
                return first;
            } catch (RowFailure earlier) {
                first = earlier;
            }
        }
        return first;
    }

    Vector result(int position) {
        return results[position];
    }

    /** What its steps have to tell in the report of the run. */
    Map<String, Long> counts() {
        if (states.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        for (StepState state : states) {
            state.counts().forEach((what, number) -> counts.merge(what, number, Long::sum));
        }
        return counts;
    }

    @Override
    public void close() {
        closed = true;
        for (Vector result : results) {
            result.invalidate();
        }
        for (Scratch scratch : memory) {
            scratch.close();
        }
        for (TextArena arena : arenas) {
            arena.close();
        }
        for (StepState state : states) {
            state.close();
        }
    }
}

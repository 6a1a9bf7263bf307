package dev.peristyle.internal.expression;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;

/** The steps that compute a list of expressions, each distinct part once. */
final class Program implements AutoCloseable {

    private Program() {}

    static Program compile(MemoryPool pool, Schema schema, List<Bound> expressions) {
        throw new UnsupportedOperationException("not yet");
    }

    void run(Chunk chunk) {
        throw new UnsupportedOperationException("not yet");
    }

    Vector result(int position) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void close() {
        // nothing yet
    }
}

package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Hands chunks to something that copies what it keeps, such as a table or a sort. Rows that have their turn go there at once;
 * those that are ahead of it wait as copies.
 */
final class CopyingSink implements OrderedSink {

    private final OperatorRun operator;
    private final Schema schema;
    private final Consumer<Chunk> target;

    CopyingSink(OperatorRun operator, Schema schema, Consumer<Chunk> target) {
        this.operator = operator;
        this.schema = schema;
        this.target = target;
    }

    @Override
    public OperatorRun operator() {
        return operator;
    }

    @Override
    public Partial partial() {
        return new Copies(operator.memory());
    }

    private final class Copies implements Partial {

        private final MemoryPool pool;
        private final ArrayDeque<ChunkCopy> kept = new ArrayDeque<>();
        private final ArrayDeque<ChunkCopy> free = new ArrayDeque<>();
        private long bytes;

        Copies(MemoryPool pool) {
            this.pool = pool;
        }

        @Override
        public void add(Chunk chunk) {
            ChunkCopy copy = free.isEmpty() ? new ChunkCopy(pool, schema) : free.pop();
            // closed with the others, even when it fails
            kept.add(copy);
            copy.copy(chunk);
            bytes += copy.bytes();
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void clear() {
            // to be allocated again is cheaper than to hold what may never be needed again
            for (ChunkCopy copy : kept) {
                copy.close();
            }
            kept.clear();
            bytes = 0;
        }

        @Override
        public long handOver() {
            while (!kept.isEmpty()) {
                ChunkCopy copy = kept.poll();
                free.push(copy);
                target.accept(copy.chunk());
            }
            bytes = 0;
            return 0;
        }

        @Override
        public long addInTurn(Chunk chunk) {
            target.accept(chunk);
            return 0;
        }

        @Override
        public void close() {
            for (ChunkCopy copy : kept) {
                copy.close();
            }
            for (ChunkCopy copy : free) {
                copy.close();
            }
            kept.clear();
            free.clear();
        }
    }
}

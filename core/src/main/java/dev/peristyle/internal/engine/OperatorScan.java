package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.Scan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator delivers, as morsels again, so that what comes after groups or a sort is spread over threads. Each chunk is
 * a morsel: a copy, because the operator shows the next one in the same place. For one thread all of it is one morsel and
 * nothing is copied.
 */
final class OperatorScan implements Scan {

    /** All rows. */
    private static final Morsel EVERYTHING = new Morsel() {};

    private final Operator operator;
    private final Schema schema;
    private final MemoryPool pool;
    private final boolean shared;
    private final List<ChunkCopy> copies = new ArrayList<>();
    private final ArrayDeque<ChunkCopy> free = new ArrayDeque<>();
    private boolean handedOut;

    /** A chunk that waits for its reader. */
    private record Copied(ChunkCopy copy) implements Morsel {}

    /** Takes the operator over. */
    OperatorScan(Operator operator, Schema schema, OperatorRun owner, boolean shared) {
        this.operator = operator;
        this.schema = schema;
        this.pool = owner.memory();
        this.shared = shared;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Morsel nextMorsel() {
        if (!shared) {
            Morsel all = handedOut ? null : EVERYTHING;
            handedOut = true;
            return all;
        }
        Chunk chunk = operator.next();
        while (chunk != null && chunk.rowCount() == 0) {
            chunk = operator.next();
        }
        if (chunk == null) {
            return null;
        }
        ChunkCopy copy = take();
        copy.copy(chunk);
        return new Copied(copy);
    }

    private synchronized ChunkCopy take() {
        ChunkCopy copy = free.poll();
        if (copy == null) {
            copy = new ChunkCopy(pool, schema);
            copies.add(copy);
        }
        return copy;
    }

    /** A morsel will not be read again: until then its copy stays, also when reading it has failed. */
    synchronized void giveBack(Morsel done) {
        if (done instanceof Copied copied) {
            free.push(copied.copy());
        }
    }

    @Override
    public int maxReaders() {
        return shared ? Integer.MAX_VALUE : 1;
    }

    @Override
    public MorselReader reader(MemoryPool ignored) {
        return shared ? new CopyReader() : new DirectReader();
    }

    @Override
    public void close() {
        List<AutoCloseable> resources = new ArrayList<>(List.of(operator));
        resources.addAll(copies);
        Closing.all(resources);
    }

    /** Shows the operator's own chunks. */
    private final class DirectReader implements TrustedReader {

        private Chunk chunk;

        @Override
        public void begin(Morsel morsel) {}

        @Override
        public boolean next() {
            chunk = operator.next();
            return chunk != null;
        }

        @Override
        public Chunk chunk() {
            return chunk;
        }

        @Override
        public void close() {}
    }

    /** Shows copies. */
    private static final class CopyReader implements TrustedReader {

        private ChunkCopy current;
        private boolean shown;

        @Override
        public void begin(Morsel morsel) {
            current = ((Copied) morsel).copy();
            shown = false;
        }

        @Override
        public boolean next() {
            boolean first = !shown;
            shown = true;
            return first;
        }

        @Override
        public Chunk chunk() {
            return current.chunk();
        }

        @Override
        public void close() {
            current = null;
        }
    }
}

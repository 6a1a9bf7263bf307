package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.SplitReader;
import java.util.ArrayList;
import java.util.List;

/** Executes a fragment split by split on one thread. */
final class FragmentReader implements AutoCloseable {

    private final SplitReader reader;
    private final ChunkTransform[] transforms;
    private final List<AutoCloseable> resources = new ArrayList<>();

    FragmentReader(Fragment fragment, Scan scan, MemoryPool pool) {
        try {
            reader = scan.reader(pool);
            resources.add(reader);
            transforms = new ChunkTransform[fragment.steps().size()];
            for (int step = 0; step < transforms.length; step++) {
                transforms[step] = fragment.steps().get(step).open(pool);
                resources.add(transforms[step]);
            }
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, resources);
            throw failure;
        }
    }

    /** See {@link SplitReader#begin}. */
    void begin(int split, long start) {
        reader.begin(split, start);
    }

    /** The next rows of the split, possibly none; null at its end. */
    Chunk next() {
        if (!reader.next()) {
            return null;
        }
        Chunk chunk = reader.chunk();
        for (ChunkTransform transform : transforms) {
            chunk = transform.apply(chunk);
        }
        return chunk;
    }

    long start() {
        return reader.start();
    }

    long end() {
        return reader.end();
    }

    @Override
    public void close() {
        Closing.all(resources);
    }
}

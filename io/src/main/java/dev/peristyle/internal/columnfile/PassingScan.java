package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.window.HeldRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.Scan;
import java.util.Map;

/** The one reading of a stream that is no file: one morsel, of one reader. */
final class PassingScan implements Scan {
    /** All of it. */
    private enum Whole implements Morsel {
        STREAM
    }

    final BatchRequest request;
    final PassingInput input;
    final StreamMessages messages;
    private final Schema schema;
    private final HeldRanges held;
    private boolean handedOut;

    PassingScan(BatchRequest request, PassingInput input, StreamMessages messages, HeldRanges held) {
        this.request = request;
        this.input = input;
        this.messages = messages;
        this.held = held;
        this.schema = request.all().select(request.wanted().columns());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Morsel nextMorsel() {
        if (handedOut) {
            return null;
        }
        handedOut = true;
        return Whole.STREAM;
    }

    @Override
    public int maxReaders() {
        return 1;
    }

    @Override
    public MorselReader reader(MemoryPool pool) {
        return new PassingReader(this, held, pool);
    }

    @Override
    public Map<String, Long> counts() {
        return StreamCounts.of(messages);
    }

    @Override
    public void close() {
        held.close();
    }
}

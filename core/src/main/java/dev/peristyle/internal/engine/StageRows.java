package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.Scan;
import java.util.Arrays;

/** Executes a stage on one thread, morsel after morsel: each begins where the one before ended, so nothing is guessed. */
final class StageRows implements AutoCloseable {

    private final Scan scan;
    private final AutoCloseable owned;
    private final StageReader reader;
    private final MorselQueue morsels;
    private long position = GuessingReader.UNKNOWN;
    private boolean reading;
    private boolean ended;

    /** Starts the input of a stage. */
    StageRows(Stage stage, Run run) {
        OpenStage open = new OpenStage(stage, 1, run);
        this.scan = open.scan();
        this.owned = open;
        try {
            this.morsels = new MorselQueue(scan, open.stage().conditions());
            this.reader = new StageReader(open.stage(), scan, run);
        } catch (Throwable failure) {
            Closing.after(failure, Arrays.asList(open));
            throw failure;
        }
    }

    /** Reads a scan that stays the caller's. */
    StageRows(Stage stage, Scan scan, MorselQueue morsels, Run run) {
        this.scan = scan;
        this.owned = null;
        this.morsels = morsels;
        this.reader = new StageReader(stage, scan, run);
    }

    /** The next rows, possibly none; null at the end. */
    Chunk next(Clock clock) {
        while (!ended) {
            if (reading) {
                Chunk chunk = reader.next(clock);
                if (chunk != null) {
                    return chunk;
                }
                position = reader.end();
                reading = false;
            }
            MorselQueue.Numbered next = morsels.take(clock);
            if (next == null) {
                ended = true;
                scan.finish();
            } else {
                reader.begin(next.morsel(), position);
                reading = true;
            }
        }
        return null;
    }

    /** See {@link StageReader#placed}. */
    ComputationException placed(RowFailure failure) {
        return reader.placed(failure);
    }

    @Override
    public void close() {
        Closing.all(Arrays.asList(owned, reader));
    }
}

package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.Scan;
import java.util.ArrayList;
import java.util.List;

/** Executes a stage morsel by morsel on one thread, and takes the time of each of its operators. */
final class StageReader implements AutoCloseable {

    /** Where every morsel begins and ends that does not have to be guessed: so each fits to the one before. */
    private static final long EXACT = 0;

    private final MorselReader reader;
    private final GuessingReader guessing;
    private final ChunkCheck check;
    private final Meter inputMeter;
    private final int inputBits;
    private final ChunkTransform[] transforms;
    private final Meter[] meters;
    private final int[] bits;
    private final boolean[] inside;
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final Run run;
    private final Stage stage;
    private boolean closed;

    /** The transform at work. */
    private int failing;

    /** What comes after the rows that were delivered last; null if nothing is wrong. */
    private ComputationException failure;

    /** Whether the rows that were delivered last were left over of a chunk, so that their numbers say nothing. */
    private boolean extra;

    /** The first so many transforms may have more of the chunk before. */
    private int unfinished;

    /** Opens a reader of a scan, and the steps. */
    StageReader(Stage stage, Scan scan, Run run) {
        this.run = run;
        this.stage = stage;
        try {
            OperatorRun input = run.operator(stage.input().id());
            reader = scan.reader(input.memory());
            if (reader == null) {
                throw new IllegalStateException(ScanOpening.name(stage.input()) + " opened no reader");
            }
            resources.add(reader);
            guessing = reader instanceof GuessingReader guesser ? guesser : null;
            check = stage.input() instanceof StageInput.OfSource source
                    ? new ChunkCheck(source.source(), scan.schema(), !(reader instanceof TrustedReader))
                    : null;
            inputMeter = input.meter();
            inputBits = check == null ? rowBits(scan.schema()) : 0;
            int steps = stage.steps().size();
            transforms = new ChunkTransform[steps];
            meters = new Meter[steps];
            bits = new int[steps];
            inside = new boolean[steps];
            for (int number = 0; number < steps; number++) {
                StageStep step = stage.steps().get(number);
                OperatorRun operator = run.operator(step.id());
                transforms[number] = step.step().open(operator.memory());
                resources.add(transforms[number]);
                meters[number] = operator.meter();
                bits[number] = rowBits(step.step().schema());
                inside[number] = step.isInside();
            }
        } catch (Throwable failure) {
            Closing.after(failure, resources);
            throw failure;
        }
    }

    /** What a row of columns takes, text not counted. */
    static int rowBits(Schema schema) {
        int bits = 0;
        for (Field field : schema.fields()) {
            bits += field.type().layout().bitsPerRow();
        }
        return bits;
    }

    /** See {@link GuessingReader#begin}; the start is passed over where none has to be guessed. */
    void begin(Morsel morsel, long start) {
        unfinished = 0;
        failure = null;
        if (guessing != null) {
            guessing.begin(morsel, start);
        } else {
            reader.begin(morsel);
        }
    }

    /** The next rows of the morsel, possibly none; null at its end. */
    Chunk next(Clock clock) {
        Chunk more = more(clock);
        extra = more != null;
        if (extra) {
            return more;
        }
        if (failure != null) {
            throw failure;
        }
        if (!reader.next()) {
            clock.lap(inputMeter);
            return null;
        }
        Chunk chunk = reader.chunk();
        if (check != null) {
            check.check(chunk);
        }
        clock.lap(inputMeter);
        inputMeter.pass(0, chunk.rowCount(), inputBits);
        return passed(chunk, clock);
    }

    /** Rows before one that fails are delivered first, so that what a run gives up to a failure does not depend on chunks. */
    private Chunk passed(Chunk chunk, Clock clock) {
        Chunk rows = chunk;
        while (true) {
            try {
                unfinished = transforms.length;
                return pass(0, rows, clock);
            } catch (RowFailure found) {
                int row = inputRow(failing, found.row());
                failure = found.placed(row == ChunkTransform.UNKNOWN_ROW ? null : reader.place(row));
                if (row <= 0) {
                    throw failure;
                }
                rows = FirstRows.of(chunk, row);
            }
        }
    }

    /** A failure at a row of the chunk that was delivered last, as users get it. */
    ComputationException placed(RowFailure found) {
        int row = extra ? ChunkTransform.UNKNOWN_ROW : inputRow(transforms.length, found.row());
        return found.placed(row == ChunkTransform.UNKNOWN_ROW ? null : reader.place(row));
    }

    /** Where a row of the input of a transform was in the chunk of the source. */
    private int inputRow(int transform, int row) {
        int found = row;
        for (int number = transform - 1; number >= 0 && found != ChunkTransform.UNKNOWN_ROW; number--) {
            found = transforms[number].inputRow(found);
        }
        return found;
    }

    /** What the last step that has more of the chunk before gives; null when none has. */
    private Chunk more(Clock clock) {
        while (unfinished > 0) {
            int number = unfinished - 1;
            Chunk chunk = transforms[number].more();
            if (chunk != null) {
                // a chunk can become so many that the source is not asked for a long time
                run.checkCancellation();
                clock.lap(meters[number]);
                count(number, 0, chunk);
                unfinished = transforms.length;
                try {
                    return pass(number + 1, chunk, clock);
                } catch (RowFailure found) {
                    throw found.placed(null);
                }
            }
            unfinished--;
        }
        return null;
    }

    private Chunk pass(int first, Chunk input, Clock clock) {
        Chunk chunk = input;
        for (int number = first; number < transforms.length; number++) {
            int rows = chunk.rowCount();
            failing = number;
            chunk = transforms[number].apply(chunk);
            clock.lap(meters[number]);
            count(number, rows, chunk);
        }
        return chunk;
    }

    private void count(int number, int rows, Chunk chunk) {
        meters[number].pass(rows, inside[number] ? 0 : chunk.rowCount(), bits[number]);
    }

    /** What was done until now was done for the input. */
    void lap(Clock clock) {
        clock.lap(inputMeter);
    }

    long start() {
        return guessing == null ? EXACT : guessing.start();
    }

    long end() {
        return guessing == null ? EXACT : guessing.end();
    }

    @Override
    public void close() {
        List<AutoCloseable> closing = new ArrayList<>(resources);
        if (!closed) {
            closed = true;
            // the last of them comes first: all are asked before they are closed
            closing.add(this::count);
        }
        Closing.all(closing);
    }

    /** What there is to say of input and steps beside rows. */
    private void count() {
        run.operator(stage.input().id()).count(reader.counts());
        for (int number = 0; number < transforms.length; number++) {
            run.operator(stage.steps().get(number).id()).count(transforms[number].counts());
        }
    }
}

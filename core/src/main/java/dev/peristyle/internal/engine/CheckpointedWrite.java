package dev.peristyle.internal.engine;

import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.spi.CheckpointStore;
import dev.peristyle.spi.ResumableSink;
import dev.peristyle.spi.ResumableWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes rows so that another process can go on after a kill. The source is read in segments. After each one everything that was read is
 * written, no thread works, and of all operators there is nothing left but how many rows they have counted: so what a checkpoint says
 * is a place in the input, a place in the output and some numbers.
 *
 * <p>The output is brought to the disk first and the checkpoint replaced then, so that a checkpoint never speaks of bytes that are not there;
 * bytes after it are dropped by whoever goes on. The last checkpoint says that all is written. Only after it outputs get their
 * names, and then it is removed: whoever goes on from it gives names to what has none yet.
 */
public final class CheckpointedWrite {

    private final Rows rows;
    private final SegmentedSource source;
    private final ResumableSink sink;
    private final OperatorRun operator;
    private final CheckpointStore.Session session;
    private final String place;
    private final String job;
    private final Run run;
    private ResumableWriter writer;
    private WriteSink target;
    private String name;
    private long rowsBefore;
    private CheckpointState last;

    /** Whether there is something that another run can go on from. */
    private boolean saved;

    /**
     * A writing that has not begun.
     *
     * @param rows what to write, in one stage
     * @param source where they come from in the end
     * @param sink where they go
     * @param id which operator the sink is
     * @param session where checkpoints go, taken for this run; stays the caller's
     * @param place what that is called in messages
     * @param job what is done, in words that are the same in each process
     * @param run the memory and the services of the run
     */
    public CheckpointedWrite(
            Rows rows,
            SegmentedSource source,
            ResumableSink sink,
            OperatorId id,
            CheckpointStore.Session session,
            String place,
            String job,
            Run run) {
        this.rows = rows;
        this.source = source;
        this.sink = sink;
        this.operator = run.operator(id);
        this.session = session;
        this.place = place;
        this.job = job;
        this.run = run;
    }

    /**
     * Writes rows, or the rest of them where there is a checkpoint.
     *
     * @return the rows of the output
     * @throws IllegalArgumentException if the checkpoint is that of another job
     */
    public long write() {
        CheckpointState found = found();
        name = found.name();
        CheckpointState before = found.isBegun() ? found : null;
        run.countOn(found.positions(), name);
        rowsBefore = found.rows();
        saved = before != null;
        last = before;
        try {
            source.begin(before == null ? null : before.ofSource(), run);
            boolean isComplete;
            do {
                source.nextSegment();
                writeSegment(before);
                if (run.isSated()) {
                    source.stop();
                }
                isComplete = !source.isPaused();
                save(isComplete);
            } while (!isComplete);
            source.finish();
            try (Clock clock = Clock.start(run)) {
                writer.commit();
                clock.lap(operator.meter());
            }
            session.remove();
            source.keep(false);
        } catch (Throwable failure) {
            tell();
            if (saved) {
                source.keep(true);
                if (writer != null) {
                    writer.keep();
                }
            }
            List<AutoCloseable> resources = resources();
            if (!saved) {
                resources.add(session::remove);
            }
            Closing.after(failure, resources);
            throw failure;
        }
        tell();
        Closing.all(resources());
        return rowsBefore + target.rows();
    }

    /** The checkpoint that counts. Where there is none, one is made before any file is, so that a kill leaves none that it does not tell of. */
    private CheckpointState found() {
        byte[] bytes = session.read();
        if (bytes == null) {
            String random =
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            CheckpointState beginning = CheckpointState.begin(random, job);
            session.replace(beginning.encoded());
            return beginning;
        }
        CheckpointState found = CheckpointState.decoded(bytes, place);
        checkSame(found.job());
        return found.before() == null || sink.isReached(found.ofSink()) ? found : found.before();
    }

    private void writeSegment(CheckpointState before) {
        try (OrderedRun ordered = new OrderedRun(rows.stages().get(0), run)) {
            if (writer == null) {
                writer = sink.open(rows.schema(), run.context(operator), before == null ? null : before.ofSink());
                target = new WriteSink(writer, operator);
                if (before == null) {
                    save(false);
                }
            }
            ordered.into(target, true);
            ordered.crew(ordered::work).run();
            ordered.finish();
        }
    }

    private void save(boolean isComplete) {
        byte[] output = writer.save(isComplete);
        byte[] input = source.save();
        CheckpointState next = new CheckpointState(
                name,
                job,
                isComplete,
                rowsBefore + target.rows(),
                run.positions(),
                input,
                output,
                writer.isTransactional() ? last : null);
        session.replace(next.encoded());
        saved = true;
        writer.saved();
        last = next;
    }

    /** What the report says of the output. */
    private void tell() {
        if (writer != null) {
            operator.meter().bytes = target.bytes();
            operator.count(writer.counts());
        }
    }

    private List<AutoCloseable> resources() {
        List<AutoCloseable> resources = new ArrayList<>();
        resources.add(source::close);
        if (writer != null) {
            resources.add(writer);
        }
        return resources;
    }

    /** Another job would go on in the middle of what this one has made. */
    private void checkSame(String before) {
        if (job.equals(before)) {
            return;
        }
        String[] then = before.split("\n", -1);
        String[] now = job.split("\n", -1);
        int line = 0;
        while (line < then.length && line < now.length && then[line].equals(now[line])) {
            line++;
        }
        throw new IllegalArgumentException(place + " is the checkpoint of another job. It has '"
                + (line < then.length ? then[line].strip() : "nothing more") + "' where this one has '"
                + (line < now.length ? now[line].strip() : "nothing more")
                + "'. Run that job to its end, or take another file, or delete this one to begin anew");
    }
}

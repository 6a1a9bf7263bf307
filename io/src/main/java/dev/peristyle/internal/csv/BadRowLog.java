package dev.peristyle.internal.csv;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SpillFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the bad records of all splits in order. Splits are read in any order and now and then twice, because one began at the wrong
 * place; what counts is known once each split before has ended where this one began. So this knows up to which split that is: bad
 * records of the next one are taken as they come, those of later ones are put on disk until it is their turn. Thread-safe.
 */
final class BadRowLog implements AutoCloseable {
    /** What a reader holds of a split whose turn has not come. */
    private static final int MAX_HELD = 1 << 16;

    private final CsvScan scan;
    private final BadRowPolicy policy;
    private final RunContext context;
    private final LineCounter lines;
    private final GrowingBuffer back;
    private final Map<Integer, Waiting> waiting = new HashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private SpillFile spill;

    /** Null until something is read, and where nothing is rejected. */
    private RejectsFile rejects;

    /** The first split of which not all is known, and where it begins. */
    private int settled;

    private long settledEnd;
    private long settledRows;

    /** Of the split after the settled ones, how many entries were taken already. */
    private long taken;

    private long leftOut;
    private boolean stopped;
    private boolean finished;
    private volatile TooMany tooMany;

    /** What was put on disk of a split: positions and sizes, in turns. */
    static final class Parked {
        private final List<Long> pieces = new ArrayList<>(2);
    }

    private record Waiting(long start, long end, long rows, Parked parked, boolean failed) {}

    private record TooMany(String message, String file, long line, long byteOffset) {}

    /**
     * A log that knows nothing.
     *
     * @param resumable whether another process may go on with it
     */
    BadRowLog(CsvScan scan, BadRowPolicy policy, RunContext context, boolean resumable) {
        this.scan = scan;
        this.policy = policy;
        this.context = context;
        this.lines = new LineCounter(scan.settings.dialect().lineEnds());
        this.back = new GrowingBuffer(context.memory(), "csv: bad records");
        if (!resumable && policy.rejects() != null) {
            this.rejects = RejectsFile.create(policy.rejects(), null, context.memory());
        }
    }

    /** Begins a reading that another process may go on with. */
    void begin() {
        if (policy.rejects() != null) {
            rejects = RejectsFile.create(policy.rejects(), context.job(), context.memory());
        }
    }

    /**
     * Writes what is known when all splits that were handed out are read.
     *
     * <pre>
     *   i64 rows | i64 left out | i32 counts, each the name and i64
     *   | where lines were counted, see {@link LineCounter} | the file of rejects, if there is one
     * </pre>
     */
    synchronized void write(DataOutput target) throws IOException {
        target.writeLong(settledRows);
        target.writeLong(leftOut);
        target.writeInt(counts.size());
        for (Map.Entry<String, Long> each : counts.entrySet()) {
            target.writeUTF(each.getKey());
            target.writeLong(each.getValue());
        }
        lines.write(target, scan.files);
        if (rejects != null) {
            rejects.save(target);
        }
    }

    /** Goes on from what another process has written, at a split and where that begins. */
    synchronized void goOn(DataInput source, int split, long place, boolean isComplete) throws IOException {
        settled = split;
        settledEnd = place;
        settledRows = source.readLong();
        leftOut = source.readLong();
        for (int left = source.readInt(); left > 0; left--) {
            String what = source.readUTF();
            counts.put(what, source.readLong());
        }
        lines.goOn(source, scan.files);
        if (policy.rejects() != null) {
            rejects = RejectsFile.resume(policy.rejects(), source, isComplete, context.memory());
        }
    }

    /** Whether another process may go on. */
    synchronized void keep(boolean isKept) {
        if (rejects != null) {
            rejects.keep(isKept);
        }
    }

    /** Throws if too many records are bad. */
    void check() {
        TooMany found = tooMany;
        if (found != null) {
            throw new MalformedDataException(found.message, found.file, found.line, found.byteOffset, null);
        }
    }

    /** An entry was added to a split. */
    void added(SplitBadRows split) {
        synchronized (this) {
            if (isOver(split)) {
                drop(split);
            } else if (isNext(split)) {
                take(split);
            } else if (split.size() > MAX_HELD) {
                park(split);
            }
        }
        check();
    }

    /**
     * A split was read.
     *
     * @param failed whether a record in it ends the run, so that nothing after it counts
     */
    void ended(SplitBadRows split, long end, boolean failed) {
        synchronized (this) {
            if (isOver(split)) {
                drop(split);
            } else if (isNext(split)) {
                take(split);
                settle(end, split.rows(), failed);
                settleWaiting();
            } else {
                if (split.size() > 0) {
                    park(split);
                }
                Waiting before = waiting.put(
                        split.split(), new Waiting(split.start(), end, split.rows(), split.parked(), failed));
                if (before != null) {
                    free(before.parked);
                }
            }
        }
        if (!failed) {
            check();
        }
    }

    /** Whether what a split has counts for nothing: because it was read before, or because the run ends before it. */
    private boolean isOver(SplitBadRows split) {
        return stopped || split.split() < settled;
    }

    private boolean isNext(SplitBadRows split) {
        return split.split() == settled && (settled == 0 || split.start() == settledEnd);
    }

    private void settle(long end, long rows, boolean failed) {
        taken = 0;
        settled++;
        settledEnd = end;
        settledRows += rows;
        stopped |= failed;
    }

    private void settleWaiting() {
        Waiting next = waiting.get(settled);
        while (next != null && next.start == settledEnd && !stopped) {
            waiting.remove(settled);
            takeParked(next.parked);
            settle(next.end, next.rows, next.failed);
            next = waiting.get(settled);
        }
    }

    private void drop(SplitBadRows split) {
        free(split.parked());
        split.park(null);
        split.took(0);
    }

    private void park(SplitBadRows split) {
        if (spill == null) {
            spill = context.spill("csv: bad records");
        }
        if (split.parked() == null) {
            split.park(new Parked());
        }
        split.parked().pieces.add(spill.append(split.address(), split.size()));
        split.parked().pieces.add(split.size());
        split.took(0);
    }

    private void free(Parked parked) {
        for (int piece = 0; parked != null && piece < parked.pieces.size(); piece += 2) {
            spill.free(parked.pieces.get(piece), parked.pieces.get(piece + 1));
        }
    }

    private void take(SplitBadRows split) {
        long entry = split.taken() + takeParked(split.parked());
        split.park(null);
        long entries = entry - split.taken();
        entries += take(split.address(), split.size(), entry);
        split.took(entries);
    }

    private long takeParked(Parked parked) {
        long entries = 0;
        for (int piece = 0; parked != null && piece < parked.pieces.size(); piece += 2) {
            long bytes = parked.pieces.get(piece + 1);
            back.ensure(bytes);
            spill.read(parked.pieces.get(piece), back.address(), bytes);
            entries += take(back.address(), bytes, entries);
        }
        free(parked);
        return entries;
    }

    /**
     * Takes entries of the split after the settled ones.
     *
     * @param first the number of the first one in its split: those that were taken when the split was read before are passed over
     * @return how many there are
     */
    private long take(long address, long bytes, long first) {
        long entries = 0;
        for (long at = 0; at < bytes; at += SplitBadRows.bytes(address + at)) {
            if (first + entries >= taken && !stopped) {
                taken++;
                take(address + at);
            }
            entries++;
        }
        return entries;
    }

    private void take(long entry) {
        BadRowAction action = SplitBadRows.action(entry);
        counts.merge(BadRowPolicy.counted(action, SplitBadRows.fault(entry)), 1L, Long::sum);
        if (!action.leavesOut()) {
            return;
        }
        leftOut++;
        if (action == BadRowAction.REJECT) {
            reject(entry);
        }
        long row = settledRows + SplitBadRows.row(entry) + 1;
        if (leftOut > policy.maxRows()) {
            stop(entry, "more than the " + policy.maxRows() + " that BadRows.maxRows allows");
        } else if (row > BadRowPolicy.ROWS_BEFORE_SHARE && leftOut > policy.maxShare() * row) {
            stop(
                    entry,
                    "of " + row + ", a larger share than the " + policy.maxShare() + " that BadRows.maxShare allows");
        }
    }

    private void reject(long entry) {
        CsvFile file = scan.fileOf(settled);
        int column = SplitBadRows.column(entry);
        rejects.add(
                file.input.path(),
                lineOf(file, entry),
                SplitBadRows.byteOffset(entry),
                column < 0 ? null : scan.all.field(column).name(),
                SplitBadRows.fault(entry).toString(),
                SplitBadRows.message(entry),
                SplitBadRows.record(entry));
    }

    private long lineOf(CsvFile file, long entry) {
        long offset = SplitBadRows.byteOffset(entry);
        return file.lines == null ? lines.lineOf(file, offset) : file.lines.lineOf(offset);
    }

    /** The entry is one too many. */
    private void stop(long entry, String why) {
        CsvFile file = scan.fileOf(settled);
        long line = lineOf(file, entry);
        long offset = SplitBadRows.byteOffset(entry);
        stop(new TooMany(
                file.input.path() + ", line " + line + ", byte " + offset + ": " + tooMany(why) + "The last one: "
                        + SplitBadRows.message(entry) + ".",
                file.input.path().toString(),
                line,
                offset));
    }

    private String tooMany(String why) {
        return leftOut + (leftOut == 1 ? " record is bad, " : " records are bad, ") + why + ": " + counts
                + (rejects == null ? "" : ", see " + policy.rejects()) + ".\n";
    }

    private void stop(TooMany found) {
        stopped = true;
        if (rejects != null) {
            rejects.commit();
        }
        tooMany = found;
    }

    /** All splits were read, and what they gave is what the files hold. Again does nothing. */
    synchronized void finish() {
        check();
        if (finished) {
            return;
        }
        finished = true;
        if (settled != scan.splitCount()) {
            throw new IllegalStateException("of " + scan.splitCount() + " splits of " + scan.files.size()
                    + " files, the bad records of only " + settled + " are known");
        }
        if (leftOut > policy.maxShare() * settledRows) {
            CsvFile last = scan.files.get(scan.files.size() - 1);
            stop(new TooMany(
                    last.input.path() + ": "
                            + tooMany("of " + settledRows + ", a larger share than the " + policy.maxShare()
                                    + " that BadRows.maxShare allows")
                            + "Allow more, or correct the files.",
                    last.input.path().toString(),
                    -1,
                    -1));
            check();
        }
        if (rejects != null) {
            rejects.commit();
        }
    }

    synchronized Map<String, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    @Override
    public synchronized void close() {
        stopped = true;
        waiting.clear();
        RejectsFile file = rejects;
        SpillFile pieces = spill;
        try (file;
                pieces;
                lines) {
            back.close();
        }
    }
}

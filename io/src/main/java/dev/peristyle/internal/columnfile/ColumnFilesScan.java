package dev.peristyle.internal.columnfile;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ColumnStatistics;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Statistics;
import java.util.ArrayList;
import java.util.List;

/**
 * One reading of several column files. The footer of a file is read when its first morsel is to be handed out, and a reader opens the files that it has
 * morsels of, so that one file for each thread and one more are open at a time.
 */
final class ColumnFilesScan implements Scan {
    private final ColumnFilesSource source;
    private final List<Member> members;
    private final ScanRequest request;
    private final RunContext context;
    private final Schema schema;
    private final List<InputFile> opened = new ArrayList<>();
    private int next;
    private ColumnFileScan current;
    private Member member;

    /**
     * A file.
     *
     * @param known what its directories say of each row
     */
    record Member(InputFile file, List<FolderValue> values, Statistics known) {}

    /**
     * Rows of a file.
     *
     * @param member the file
     * @param metadata of it
     * @param batch as the scan of that file hands it out
     */
    record Part(Member member, FileMetadata metadata, BatchMorsel batch) implements Morsel {
        @Override
        public Statistics statistics() {
            Statistics statistics = batch.statistics();
            long rows = statistics.rowCount().orElseThrow();
            for (FolderValue value : member.values) {
                ColumnStatistics known = member.known.column(value.name());
                statistics =
                        statistics.withColumn(value.name(), value.text() == null ? known.withNullCount(rows) : known);
            }
            return statistics;
        }
    }

    /**
     * Begins a reading.
     *
     * @param members the files of which a row may pass
     */
    ColumnFilesScan(ColumnFilesSource source, List<Member> members, ScanRequest request, RunContext context) {
        this.source = source;
        this.members = members;
        this.request = request;
        this.context = context;
        this.schema = source.schema().select(request.columns());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Morsel nextMorsel() {
        while (true) {
            BatchMorsel morsel = current == null ? null : current.nextMorsel();
            if (morsel != null) {
                return new Part(member, current.metadata, morsel);
            }
            closeCurrent();
            if (next == members.size()) {
                return null;
            }
            openNext();
        }
    }

    private void openNext() {
        member = members.get(next++);
        opened.add(member.file());
        FileRanges ranges = FileRanges.open(WindowMode.READ, member.file(), 0);
        try {
            current = scan(member, FileMetadata.read(ranges), ranges);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(ranges));
            throw failure;
        }
    }

    private ColumnFileScan scan(Member file, FileMetadata metadata, FileRanges ranges) {
        BatchRequest all = BatchRequest.of(source.plans(metadata), file.values(), source.schema(), request, context);
        return new ColumnFileScan(metadata, ranges, all);
    }

    /** Opens a file for the one reader that asks for it. */
    ColumnFileScan open(Part part) {
        int step = ColumnFileSource.step(source.schema().size(), context);
        FileRanges ranges = FileRanges.open(source.mode(), part.member().file(), step);
        try {
            return scan(part.member(), part.metadata(), ranges);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(ranges));
            throw failure;
        }
    }

    private void closeCurrent() {
        ColumnFileScan ended = current;
        current = null;
        if (ended != null) {
            ended.close();
        }
    }

    /** {@inheritDoc} Where batches are compressed, as many as there is memory for if all files are like the first. */
    @Override
    public int maxReaders() {
        if (members.isEmpty()) {
            return 1;
        }
        long most = 0;
        for (Member file : members) {
            most += 1 + file.file().size() * Byte.SIZE / ColumnFileScan.MAX_MORSEL_ROWS;
        }
        if (current == null && next == 0) {
            openNext();
        }
        long fitting = current == null ? Integer.MAX_VALUE : current.fitting();
        return (int) Math.max(1, Math.min(Math.min(most, fitting), Integer.MAX_VALUE));
    }

    @Override
    public long totalBytes() {
        long bytes = 0;
        for (Member file : members) {
            bytes += file.file().size();
        }
        return bytes;
    }

    @Override
    public MorselReader reader(MemoryPool pool) {
        return new ColumnFilesReader(this, pool);
    }

    @Override
    public void finish() {
        opened.forEach(InputFile::checkUnchanged);
    }

    @Override
    public void close() {
        closeCurrent();
    }
}

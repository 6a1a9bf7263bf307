package dev.peristyle.internal.columnfile;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.file.InputVersion;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.ResumableScan;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One reading of a column file. A morsel is a batch, or a part of one that is large. Of a batch that has a zone map nothing is read
 * before a thread begins with it; the message of any other one is, to know how many rows it has, and that of the first one, to know what
 * it takes to decompress it.
 */
final class ColumnFileScan implements ResumableScan {
    /** Rows of a morsel at most; batches of ours have no more. */
    static final int MAX_MORSEL_ROWS = 1 << 17;

    final FileMetadata metadata;
    final FileRanges ranges;
    final BatchRequest request;
    final Dictionaries dictionaries;

    /** The positions in the file of the columns that are wanted or in a condition. */
    final List<Integer> read;

    private final List<ColumnPlan> plans;
    private final RunContext context;
    private final Schema schema;
    private final BatchChoice choice;
    private int batch;
    private long from;
    private BatchLayout layout;

    /** 0 before it is known: it is asked for more than once, and takes reading. */
    private int maxReaders;

    /**
     * Begins a reading.
     *
     * @param ranges the open file, closed with this
     */
    ColumnFileScan(FileMetadata metadata, FileRanges ranges, BatchRequest request) {
        this.metadata = metadata;
        this.plans = request.plans();
        this.ranges = ranges;
        this.context = request.context();
        this.request = request;
        this.schema = request.all().select(request.wanted().columns());
        this.dictionaries = new Dictionaries(metadata, ranges, context.memory(), request.textBytes());
        this.read = request.read().stream().map(metadata.columns()::indexOf).toList();
        this.choice = BatchChoice.of(metadata, read, request.wanted().predicates());
        this.batch = choice.from();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public BatchMorsel nextMorsel() {
        while (batch < choice.to()) {
            ZoneMaps zones = metadata.zones();
            if (zones == null && layout == null) {
                layout = layout(batch, ranges);
            }
            long rows = zones == null ? layout.rows() : zones.rows(batch);
            if (from < rows) {
                // what is compressed is decompressed as a whole
                boolean isWhole = layout != null && layout.codec() != null;
                long to = isWhole ? rows : Math.min(rows, from + MAX_MORSEL_ROWS);
                BatchMorsel morsel = new BatchMorsel(this, batch, rows, from, to, layout);
                from = to;
                return morsel;
            }
            batch++;
            from = 0;
            layout = null;
        }
        return null;
    }

    /** {@inheritDoc} The file, see {@link InputVersion}, i32 a batch and i64 the first of its rows that is not read. */
    @Override
    public byte[] save() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream target = new DataOutputStream(bytes)) {
            boolean isEnd = batch >= metadata.batches().size();
            long place = isEnd ? 0 : metadata.batches().get(batch).offset();
            InputVersion.write(target, List.of(metadata.file()), isEnd ? -1 : 0, place);
            target.writeInt(batch);
            target.writeLong(from);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Goes on where another process was. */
    void goOn(SavedPosition saved) {
        try (DataInputStream source = new DataInputStream(new ByteArrayInputStream(saved.state()))) {
            InputVersion.check(source, List.of(metadata.file()));
            batch = source.readInt();
            from = source.readLong();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<ArrowMessages.Place> chosen() {
        return metadata.batches().subList(choice.from(), choice.to());
    }

    /** Where the columns of the source are in a batch. */
    BatchLayout layout(int number, FileRanges file) {
        long sum = metadata.sums() == null ? BatchLayout.NO_SUM : Integer.toUnsignedLong(metadata.sum(number, 0));
        return BatchLayout.read(file, plans, number, metadata.batches().get(number), sum);
    }

    @Override
    public int maxReaders() {
        if (maxReaders == 0) {
            maxReaders = (int) Math.max(1, Math.min(Math.min(mostReaders(), fitting()), Integer.MAX_VALUE));
        }
        return maxReaders;
    }

    private long mostReaders() {
        long most = 0;
        for (ArrowMessages.Place place : chosen()) {
            // at least a bit a row
            most += 1 + place.body() * Byte.SIZE / MAX_MORSEL_ROWS;
        }
        return most;
    }

    /** As many readers as there is memory for what each decompresses, if batches are like the first one. */
    long fitting() {
        if (read.isEmpty() || choice.from() >= choice.to()) {
            return Integer.MAX_VALUE;
        }
        try {
            BatchLayout first = layout(choice.from(), ranges);
            if (first.codec() == null) {
                return Integer.MAX_VALUE;
            }
            long bytes = 0;
            for (int position : read) {
                bytes += DecompressedBuffers.claimed(ranges, first.columns().get(position(position)));
            }
            return context.memory().limit() / 2 / Math.max(1, bytes);
        } catch (MalformedDataException damaged) {
            // who reads it is told
            return Integer.MAX_VALUE;
        }
    }

    /** Where a column of the file is among the plans. */
    private int position(int inFile) {
        return plans.indexOf(metadata.columns().get(inFile));
    }

    @Override
    public long totalBytes() {
        long bytes = 0;
        for (ArrowMessages.Place place : chosen()) {
            bytes += place.body();
        }
        return bytes;
    }

    @Override
    public MorselReader reader(MemoryPool pool) {
        return new ColumnFileReader(this, pool);
    }

    @Override
    public void finish() {
        metadata.file().checkUnchanged();
    }

    @Override
    public void close() {
        try {
            dictionaries.close();
        } finally {
            ranges.close();
        }
    }
}

package dev.peristyle.internal.fixedwidth;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.InputVersion;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.ResumableScan;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import dev.peristyle.spi.ScanRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One reading of files of records. A morsel is the records that begin in one window; where they are is computed, so that each thread
 * knows it without having read anything. Holds nothing open: that is up to readers.
 */
final class FixedWidthScan implements ResumableScan {
    final RecordFormat format;
    final Schema all;
    final WindowMode mode;
    final ScanRequest request;
    final RunContext context;
    final WindowLayout layout;
    private final List<RecordFile> files;
    private final Schema schema;
    private int file;
    private long window;

    /** The first record of the file that another process has not read. */
    private long start;

    FixedWidthScan(
            RecordFormat format,
            Schema all,
            WindowMode mode,
            ScanRequest request,
            RunContext context,
            WindowLayout layout,
            List<RecordFile> files) {
        this.format = format;
        this.all = all;
        this.mode = mode;
        this.request = request;
        this.context = context;
        this.layout = layout;
        this.files = files;
        this.schema = all.select(request.columns());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public RecordMorsel nextMorsel() {
        while (file < files.size()) {
            RecordFile current = files.get(file);
            long number = window;
            if (number >= layout.count(current.input.size())) {
                file++;
                window = 0;
                start = 0;
                continue;
            }
            window++;
            long first = Math.max(start, current.recordAt(number * layout.step(), format.recordLength()));
            long end = current.recordAt((number + 1) * layout.step(), format.recordLength());
            if (first < end) {
                return new RecordMorsel(current, number, first, end);
            }
        }
        return null;
    }

    /**
     * {@inheritDoc} The files, see {@link InputVersion}, i32 the number of one and i64 the first of its records that is not read; windows may be others in
     * another process.
     */
    @Override
    public byte[] save() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream target = new DataOutputStream(bytes)) {
            boolean isEnd = file == files.size();
            RecordFile current = isEnd ? null : files.get(file);
            long record = isEnd ? 0 : Math.max(start, current.recordAt(window * layout.step(), format.recordLength()));
            long place = isEnd ? 0 : current.extent.start() + record * format.recordLength();
            InputVersion.write(target, inputs(), isEnd ? -1 : file, place);
            target.writeInt(file);
            target.writeLong(record);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Goes on where another process was. */
    void goOn(SavedPosition saved) {
        try (DataInputStream source = new DataInputStream(new ByteArrayInputStream(saved.state()))) {
            InputVersion.check(source, inputs());
            file = source.readInt();
            start = source.readLong();
            if (file < files.size()) {
                Extent extent = files.get(file).extent;
                window = (extent.start() + start * format.recordLength()) / layout.step();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<InputFile> inputs() {
        return files.stream().map(each -> each.input).toList();
    }

    @Override
    public int maxReaders() {
        long windows = 0;
        for (RecordFile each : files) {
            windows += layout.count(each.input.size());
        }
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, windows));
    }

    @Override
    public long totalBytes() {
        long bytes = 0;
        for (RecordFile each : files) {
            bytes += each.extent.count() * format.recordLength();
        }
        return bytes;
    }

    @Override
    public MorselReader reader(MemoryPool pool) {
        return new RecordReader(this, pool);
    }

    @Override
    public void finish() {
        files.forEach(each -> each.input.checkUnchanged());
    }

    @Override
    public void close() {
        // readers close what they opened
    }
}

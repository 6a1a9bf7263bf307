package dev.peristyle.internal.fixedwidth;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import java.util.List;

/**
 * One reading of files of records. A morsel is the records that begin in one window; where they are is computed, so that each thread
 * knows it without having read anything. Holds nothing open: that is up to readers.
 */
final class FixedWidthScan implements Scan {
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
                continue;
            }
            window++;
            long first = current.recordAt(number * layout.step(), format.recordLength());
            long end = current.recordAt((number + 1) * layout.step(), format.recordLength());
            if (first < end) {
                return new RecordMorsel(current, number, first, end);
            }
        }
        return null;
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

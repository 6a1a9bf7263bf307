package dev.peristyle.internal.csv;

import dev.peristyle.file.WindowLayout;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.SplitReader;
import java.util.List;

/**
 * One reading of a dataset; a split is a window of a file. Holds nothing open but the first file, until a reader takes it: to
 * open files is up to readers.
 */
final class CsvScan implements Scan {
    final ReadSettings settings;
    final Schema all;
    final ScanRequest request;
    final RunContext context;
    final WindowLayout layout;
    final List<CsvFile> files;
    private final Schema schema;
    private final int splitCount;
    private final long totalBytes;

    CsvScan(
            ReadSettings settings,
            Schema all,
            ScanRequest request,
            RunContext context,
            WindowLayout layout,
            List<CsvFile> files,
            int splitCount,
            long totalBytes) {
        this.settings = settings;
        this.all = all;
        this.request = request;
        this.context = context;
        this.layout = layout;
        this.files = files;
        this.schema = all.select(request.columns());
        this.splitCount = splitCount;
        this.totalBytes = totalBytes;
    }

    /** The file that a split belongs to. */
    CsvFile fileOf(int split) {
        int low = 0;
        int high = files.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (files.get(middle).firstSplit <= split) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return files.get(low);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public int splitCount() {
        return splitCount;
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    @Override
    public SplitReader reader(MemoryPool pool) {
        return new CsvSplitReader(this, pool);
    }

    @Override
    public void close() {
        // readers close what they opened or took
        files.forEach(CsvFile::close);
    }
}

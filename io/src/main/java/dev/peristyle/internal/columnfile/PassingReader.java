package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.internal.window.HeldRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.Morsel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.MessageHeader;

/** Reads a stream that passes once, batch after batch: of each the buffers of the columns that are needed are in memory. Not thread-safe. */
final class PassingReader implements TrustedReader {
    private final PassingScan scan;
    private final StreamDictionaries dictionaries;
    private final BatchReader reader;

    /** The positions of the columns that are read, in the layouts of batches. */
    private final List<Integer> positions;

    /** Those of them that are written by a dictionary. */
    private final List<ColumnPlan> encoded;

    private int dictionaryBatches;
    private int batches;

    PassingReader(PassingScan scan, HeldRanges held, MemoryPool pool) {
        this.scan = scan;
        this.dictionaries = new StreamDictionaries(held, pool, scan.request.textBytes());
        this.reader = new BatchReader(scan.request, held, dictionaries, pool);
        List<ColumnPlan> read = scan.request.read();
        this.positions = read.stream().map(scan.request.plans()::indexOf).toList();
        this.encoded = read.stream().filter(ColumnPlan::hasDictionary).toList();
    }

    @Override
    public void begin(Morsel next) {
        reader.clear();
    }

    @Override
    public boolean next() {
        while (!reader.next()) {
            StreamMessages.Item message = scan.messages.next();
            if (message == null) {
                return false;
            }
            if (message.kind() == MessageHeader.RecordBatch) {
                begin(message);
            } else {
                note(message);
            }
        }
        return true;
    }

    private void begin(StreamMessages.Item message) {
        int number = batches++;
        BatchLayout layout = BatchLayout.read(
                scan.input.file(), message.bytes(), scan.request.plans(), number, message.place(), BatchLayout.NO_SUM);
        List<BatchColumnLayout> columns = new ArrayList<>();
        for (int position : positions) {
            columns.add(layout.columns().get(position));
        }
        hold(columns);
        // rows of a batch that is not whole are none
        scan.messages.passBody();
        reader.begin(number, layout, 0, layout.rows(), 0);
    }

    private void note(StreamMessages.Item message) {
        int number = dictionaryBatches++;
        if (encoded.isEmpty()) {
            return;
        }
        BatchLayout.OfDictionary dictionary =
                BatchLayout.readDictionary(scan.input.file(), message.bytes(), number, message.place());
        List<ColumnPlan> plans = encoded.stream()
                .filter(plan -> plan.dictionary() == dictionary.id())
                .toList();
        List<BatchLayout> layouts = new ArrayList<>();
        List<BatchColumnLayout> columns = new ArrayList<>();
        for (ColumnPlan plan : plans) {
            BatchLayout layout = BatchLayout.ofDictionary(
                    scan.input.file(), number, message.place(), dictionary, plan.dictionaryValues());
            layouts.add(layout);
            columns.addAll(layout.columns());
        }
        hold(columns);
        scan.messages.passBody();
        for (int at = 0; at < layouts.size(); at++) {
            dictionaries.add(plans.get(at), layouts.get(at), dictionary.isDelta());
        }
    }

    /** Holds the buffers of columns; where they are not whole, the next look at the stream says so. */
    private void hold(List<BatchColumnLayout> columns) {
        List<long[]> stretches = new ArrayList<>();
        for (BatchColumnLayout column : columns) {
            for (int at = 0; at < column.offsets().length; at++) {
                if (column.lengths()[at] > 0) {
                    stretches.add(new long[] {column.offsets()[at], column.lengths()[at]});
                }
            }
        }
        scan.input.hold(stretches.toArray(long[][]::new));
    }

    @Override
    public String place(int row) {
        return reader.place(row);
    }

    @Override
    public Chunk chunk() {
        return reader.chunk();
    }

    @Override
    public Map<String, Long> counts() {
        return reader.counts();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } finally {
            dictionaries.close();
        }
    }
}

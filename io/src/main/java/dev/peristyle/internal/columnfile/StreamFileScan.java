package dev.peristyle.internal.columnfile;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.MessageHeader;

/**
 * One reading of a stream that is in a file. Its messages are read one after the other as morsels are handed out, bodies only by those who need
 * them, so that several threads read it and no batch has to be in memory. A morsel is a batch, or a part of one.
 */
final class StreamFileScan implements Scan {
    final FileRanges ranges;
    final BatchRequest request;
    private final Schema schema;
    private final StreamMessages messages;

    /** The numbers of the dictionaries that are needed. */
    private final List<Long> needed;

    /** Replaced when it changes: morsels hold what it was. */
    private Map<Long, DictionaryPart> dictionaries = Map.of();

    private int dictionaryBatches;
    private int batches;
    private BatchLayout layout;
    private long from;
    private MalformedDataException damage;

    /**
     * Rows of a batch.
     *
     * @param number of the batch
     * @param dictionaries as they are for it
     */
    record Part(BatchLayout layout, int number, long from, long to, Map<Long, DictionaryPart> dictionaries)
            implements Morsel {}

    /**
     * Begins a reading.
     *
     * @param ranges the open file, closed with this
     * @param messages those after the schema
     */
    StreamFileScan(
            FileRanges ranges,
            StreamMessages messages,
            List<ColumnPlan> plans,
            Schema all,
            ScanRequest wanted,
            RunContext context) {
        this.ranges = ranges;
        this.messages = messages;
        this.request = BatchRequest.of(plans, all, wanted, context);
        this.schema = all.select(wanted.columns());
        this.needed = request.read().stream()
                .filter(ColumnPlan::hasDictionary)
                .map(ColumnPlan::dictionary)
                .toList();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Morsel nextMorsel() {
        while (true) {
            if (damage != null) {
                throw damage;
            }
            if (layout != null && from < layout.rows()) {
                // what is compressed is decompressed as a whole
                long most = layout.codec() != null ? layout.rows() : from + ColumnFileScan.MAX_MORSEL_ROWS;
                long to = Math.min(layout.rows(), most);
                Part part = new Part(layout, batches - 1, from, to, dictionaries);
                from = to;
                return part;
            }
            layout = null;
            from = 0;
            if (!nextBatch()) {
                return null;
            }
        }
    }

    /** Goes to the next batch of rows; false if there is none. */
    private boolean nextBatch() {
        StreamMessages.Item message;
        while ((message = messages.next()) != null) {
            if (message.kind() == MessageHeader.RecordBatch) {
                layout = BatchLayout.read(
                        ranges.file(),
                        message.bytes(),
                        request.plans(),
                        batches++,
                        message.place(),
                        BatchLayout.NO_SUM);
                return true;
            }
            note(message);
        }
        return false;
    }

    private void note(StreamMessages.Item message) {
        int number = dictionaryBatches++;
        if (needed.isEmpty()) {
            return;
        }
        BatchLayout.OfDictionary dictionary =
                BatchLayout.readDictionary(ranges.file(), message.bytes(), number, message.place());
        if (needed.contains(dictionary.id())) {
            Map<Long, DictionaryPart> changed = new HashMap<>(dictionaries);
            DictionaryPart before = dictionary.isDelta() ? dictionaries.get(dictionary.id()) : null;
            changed.put(dictionary.id(), new DictionaryPart(before, number, message.place()));
            dictionaries = changed;
        }
    }

    @Override
    public int maxReaders() {
        long most = 1 + ranges.file().size() * Byte.SIZE / ColumnFileScan.MAX_MORSEL_ROWS;
        return (int) Math.max(1, Math.min(Math.min(most, fitting()), Integer.MAX_VALUE));
    }

    /** As many readers as there is memory for what each decompresses, if batches are like the first one. */
    private long fitting() {
        try {
            if (layout == null && damage == null && !nextBatch()) {
                return 1;
            }
            if (damage != null || layout.codec() == null) {
                return Integer.MAX_VALUE;
            }
            long bytes = 0;
            for (ColumnPlan plan : request.read()) {
                bytes += DecompressedBuffers.claimed(
                        ranges, layout.columns().get(request.plans().indexOf(plan)));
            }
            return request.context().memory().limit() / 2 / Math.max(1, bytes);
        } catch (MalformedDataException found) {
            // who reads is told
            damage = found;
            return Integer.MAX_VALUE;
        }
    }

    @Override
    public long totalBytes() {
        return ranges.file().size();
    }

    @Override
    public MorselReader reader(MemoryPool pool) {
        return new StreamFileReader(this, pool);
    }

    @Override
    public void finish() {
        ranges.file().checkUnchanged();
    }

    @Override
    public Map<String, Long> counts() {
        return StreamCounts.of(messages);
    }

    @Override
    public void close() {
        ranges.close();
    }
}

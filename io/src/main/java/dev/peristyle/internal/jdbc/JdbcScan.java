package dev.peristyle.internal.jdbc;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.ResumableScan;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One reading of a query. Connections belong to readers; this has none. */
final class JdbcScan implements ResumableScan {

    final ConnectionOpener opener;
    final String name;
    final List<QueryColumn> columns;

    /** Of each column, where it is in the rows of a statement, from 1. */
    final List<Integer> positions;

    final ReadSettings settings;
    final RunContext context;
    final Schema schema;
    private final List<JdbcPart> parts;
    private final List<CopyDecoder> decoders;
    private final Partitions.Range range;
    private int taken;

    /**
     * Begins a reading.
     *
     * @param decoders of the columns where parts are read with COPY, or null
     * @param range what parts were made of, or null
     * @param first the first part that is read, from 0
     */
    JdbcScan(
            ConnectionOpener opener,
            String name,
            List<QueryColumn> columns,
            List<Integer> positions,
            List<JdbcPart> parts,
            List<CopyDecoder> decoders,
            ReadSettings settings,
            RunContext context,
            Partitions.Range range,
            int first) {
        this.range = range;
        this.taken = first;
        this.opener = opener;
        this.name = name;
        this.columns = columns;
        this.positions = positions;
        this.parts = parts;
        this.decoders = decoders;
        this.settings = settings;
        this.context = context;
        this.schema = QueryColumns.schema(columns);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Morsel nextMorsel() {
        return taken == parts.size() ? null : parts.get(taken++);
    }

    /** {@inheritDoc} The least and the greatest value of the column by which parts are made, so that they are the same whatever was added to the table, and how many parts are read. */
    @Override
    public byte[] save() {
        String values = range == null ? "" : range.from() + " " + range.to();
        return (taken + " " + values).getBytes(StandardCharsets.UTF_8);
    }

    private static String[] words(SavedPosition saved) {
        return new String(saved.state(), StandardCharsets.UTF_8).trim().split(" ");
    }

    /** How many parts were read. */
    static int savedPart(SavedPosition saved) {
        return Integer.parseInt(words(saved)[0]);
    }

    /** What they were made of; null if there was nothing. */
    static Partitions.Range savedRange(SavedPosition saved) {
        String[] words = words(saved);
        return words.length == 1 ? null : new Partitions.Range(new BigInteger(words[1]), new BigInteger(words[2]));
    }

    @Override
    public int maxReaders() {
        return parts.size();
    }

    @Override
    public MorselReader reader(MemoryPool pool) {
        return decoders == null ? new JdbcReader(this, pool) : new CopyReader(this, decoders, pool);
    }

    @Override
    public void close() {
        // readers have closed their connections
    }
}

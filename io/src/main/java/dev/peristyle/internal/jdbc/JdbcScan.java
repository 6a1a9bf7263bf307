package dev.peristyle.internal.jdbc;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import java.util.List;

/** One reading of a query. Connections belong to readers; this has none. */
final class JdbcScan implements Scan {

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
    private int taken;

    /** @param decoders of the columns where parts are read with COPY, or null */
    JdbcScan(
            ConnectionOpener opener,
            String name,
            List<QueryColumn> columns,
            List<Integer> positions,
            List<JdbcPart> parts,
            List<CopyDecoder> decoders,
            ReadSettings settings,
            RunContext context) {
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

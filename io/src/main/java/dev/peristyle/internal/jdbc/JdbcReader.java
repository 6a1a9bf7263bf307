package dev.peristyle.internal.jdbc;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.ChunkBuilder;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;

/** Runs the statements of parts on a connection of its own, and adds their rows to columns. */
final class JdbcReader implements MorselReader {

    private static final int MAX_ROWS = 4096;
    private static final int MIN_ROWS = 64;

    /** What a chunk takes at most, unless there are very many columns or a row is larger. */
    private static final int CHUNK_BYTES = 1 << 20;

    private final JdbcScan scan;
    private final ChunkBuilder chunk;
    private final ColumnWriter[] writers;
    private final ValueRead[] reads;
    private final int[] positions;
    private final int maxText;
    private Connected connected;
    private PreparedStatement statement;
    private ResultSet rows;
    private JdbcPart part;
    private boolean ended;

    /** Of the part, the rows before the chunk and in it. */
    private long before;

    private int count;

    JdbcReader(JdbcScan scan, MemoryPool pool) {
        this.scan = scan;
        int columns = scan.columns.size();
        int capacity = Math.max(MIN_ROWS, Math.min(MAX_ROWS, CHUNK_BYTES / (Long.BYTES * Math.max(1, columns))));
        this.chunk = new ChunkBuilder(scan.schema, capacity, pool, "jdbc");
        this.maxText = (int)
                Math.min(CHUNK_BYTES, Math.max(1 << 14, scan.context.memory().limit() / 64));
        this.writers = new ColumnWriter[columns];
        this.reads = new ValueRead[columns];
        this.positions = new int[columns];
        for (int column = 0; column < columns; column++) {
            writers[column] = chunk.column(column);
            reads[column] = scan.columns.get(column).read();
            positions[column] = scan.positions.get(column);
        }
    }

    @Override
    public void begin(Morsel morsel) {
        endStatement();
        chunk.clear();
        part = (JdbcPart) morsel;
        ended = false;
        before = 0;
        count = 0;
    }

    @Override
    public boolean next() {
        before += count;
        count = 0;
        chunk.clear();
        scan.context.advance(0, 0);
        if (ended) {
            return false;
        }
        if (rows == null) {
            run();
        }
        fill();
        chunk.build(count);
        if (ended) {
            endStatement();
        }
        scan.context.advance(0, count);
        return count > 0 || !ended;
    }

    private void run() {
        if (connected == null) {
            connected = Connected.open(scan.opener, scan.name);
        }
        try {
            statement = connected.connection.prepareStatement(
                    part.query().sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            // the sign by which MySQL's drivers hand out rows as they come
            statement.setFetchSize(
                    connected.database.product() == Product.MYSQL ? Integer.MIN_VALUE : scan.settings.fetchRows());
            Parameters.bind(statement, part.query().parameters());
            rows = Watch.over(statement::cancel, scan.context, statement::executeQuery);
        } catch (SQLException failure) {
            throw SqlErrors.of(partName() + ": the query failed", failure);
        }
    }

    private void fill() {
        boolean isDynamic = connected.database.product() == Product.SQLITE;
        int text = 0;
        while (count < chunk.capacity() && text < maxText) {
            try {
                if (!rows.next()) {
                    ended = true;
                    return;
                }
            } catch (SQLException failure) {
                throw SqlErrors.of(
                        partName() + ": the rows after row " + (before + count) + " cannot be read", failure);
            }
            text += isDynamic ? addDynamic() : add();
            count++;
        }
    }

    private int add() {
        int text = 0;
        int column = 0;
        try {
            for (; column < reads.length; column++) {
                text += reads[column].read(rows, positions[column], writers[column]);
            }
            return text;
        } catch (SQLException failure) {
            throw SqlErrors.of(place(count, column) + "the value cannot be read", failure, advice(column));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException unfit) {
            throw refuse(column, unfit);
        }
    }

    private int addDynamic() {
        int text = 0;
        int column = 0;
        try {
            for (; column < writers.length; column++) {
                Object value = rows.getObject(positions[column]);
                text += DynamicRead.add(value, scan.columns.get(column).type(), writers[column]);
            }
            return text;
        } catch (SQLException failure) {
            throw SqlErrors.of(place(count, column) + "the value cannot be read", failure);
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            throw refuse(column, unfit);
        }
    }

    private MalformedDataException refuse(int column, RuntimeException unfit) {
        String message = place(count, column) + ShownText.of(String.valueOf(unfit.getMessage())) + advice(column);
        MalformedDataException refused = new MalformedDataException(
                message, scan.name, -1, -1, scan.columns.get(column).name());
        refused.initCause(unfit);
        return refused;
    }

    private String advice(int column) {
        String name = ShownText.of(scan.columns.get(column).name());
        return ". Cast the column in the query, or give it another type: JdbcReadOptions.builder().type(\"" + name
                + "\", …)";
    }

    private String place(int row, int column) {
        return place(row) + ", column '" + ShownText.of(scan.columns.get(column).name()) + "': ";
    }

    private String partName() {
        return part.number() == 0 ? scan.name : scan.name + ", part " + part.number();
    }

    @Override
    public String place(int row) {
        return partName() + ", row " + (before + row + 1);
    }

    @Override
    public Chunk chunk() {
        return chunk.chunk();
    }

    private void endStatement() {
        PreparedStatement open = statement;
        statement = null;
        rows = null;
        if (open != null) {
            Connected.drop(open);
        }
    }

    @Override
    public void close() {
        endStatement();
        chunk.close();
        if (connected != null) {
            connected.close();
            connected = null;
        }
    }
}

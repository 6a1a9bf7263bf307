package dev.peristyle.internal.csv;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ScanRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Looks for values that do not have the type of their column, also where nobody wants the column, or only for rows that pass a filter.
 * Columns of one type take turns in one buffer, so that there are no more of them than types. Not thread-safe.
 */
final class ColumnChecks implements AutoCloseable {
    /** All values are right. */
    static final int ALL_RIGHT = -1;

    private final ReadSettings settings;
    private final Schema all;
    private final MemoryPool pool;
    private final ParseState state = new ParseState();
    private final int[] checked;
    private final int[] unread;
    private final Map<Kind, Check> checks = new HashMap<>();

    /** What columns have to have in common to be parsed by one parser; the name of a column that has formats of its own. */
    private record Kind(DataType type, boolean inferred, String ownFormats) {}

    private record Check(FieldParser parser, ColumnBuffer buffer) {}

    ColumnChecks(ReadSettings settings, Schema all, ScanRequest request, MemoryPool pool) {
        this.settings = settings;
        this.all = all;
        this.pool = pool;
        // the first filter reads its columns for all rows, those after it only for some
        List<String> readAnyway = request.predicates().isEmpty()
                ? request.columns()
                : request.predicates().get(0).columns();
        Set<String> read = new HashSet<>(readAnyway);
        this.checked = IntStream.range(0, all.size())
                .filter(column -> !all.field(column).type().equals(DataType.STRING))
                .toArray();
        this.unread = IntStream.of(checked)
                .filter(column -> !read.contains(all.field(column).name()))
                .toArray();
    }

    /** Whether there is anything to look at that is not read anyway. */
    boolean looksAtMore() {
        return unread.length > 0;
    }

    /**
     * Looks at what is not read anyway.
     *
     * @return the first row of which a value is wrong, or {@link #ALL_RIGHT}
     */
    int firstBadRow(long base, RowIndexer rows, int[] columnsInFile, int rowCount) {
        int bad = ALL_RIGHT;
        int count = rowCount;
        for (int next = 0; next < unread.length && count > 0; next++) {
            int failed = parse(base, rows, columnsInFile, unread[next], count);
            if (failed >= 0) {
                bad = failed;
                count = failed;
            }
        }
        return bad;
    }

    /**
     * Looks at all columns of the first row.
     *
     * @return the first one in the order of the schema whose value is wrong, or {@link #ALL_RIGHT}
     */
    int firstBadColumn(long base, RowIndexer rows, int[] columnsInFile) {
        for (int column : checked) {
            if (parse(base, rows, columnsInFile, column, 1) >= 0) {
                return column;
            }
        }
        return ALL_RIGHT;
    }

    private int parse(long base, RowIndexer rows, int[] columnsInFile, int column, int count) {
        Field field = all.field(column);
        Check check = checks.computeIfAbsent(kindOf(field), this::open);
        if (count > check.buffer.capacity()) {
            check.buffer.ensureCapacity(Math.max(64, Integer.highestOneBit(count - 1) << 1));
        }
        return check.parser.parse(base, rows, columnsInFile[column], 0, count, check.buffer);
    }

    private Kind kindOf(Field field) {
        boolean own = settings.formats().times().ofColumns().containsKey(field.name())
                || settings.formats().nullTokens().containsKey(field.name())
                || settings.impliesPoint(field.name());
        return new Kind(field.type(), settings.infers(field.name()), own ? field.name() : null);
    }

    private Check open(Kind kind) {
        return new Check(
                new FieldParser(kind.ownFormats, kind.type, kind.inferred, settings, state, pool),
                new ColumnBuffer(pool, "csv: values that are only checked", kind.type));
    }

    @Override
    public void close() {
        for (Check check : checks.values()) {
            check.buffer.close();
            check.parser.close();
        }
        checks.clear();
    }
}

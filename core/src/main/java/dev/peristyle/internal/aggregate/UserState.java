package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.expression.ArgumentRow;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.operator.RowsWriter;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/** The states of an aggregate of a user: a record is whether there were rows, and the words. */
final class UserState extends RecordState {

    static final long HAS_ROWS = 1;
    static final int WORDS = Long.BYTES;

    private final OwnAggregate own;
    private final ArgumentRow row;
    private final int arguments;
    private final StateWords state;
    private final StateWords other;
    private final RowsWriter result;
    private long[] validities = {};

    UserState(MemoryPool pool, String owner, OwnAggregate own, Schema arguments, DataType resultType) {
        super(pool, owner, WORDS + Long.BYTES * own.words());
        this.own = own;
        this.row = new ArgumentRow(arguments);
        this.arguments = arguments.size();
        this.state = new StateWords(own.words());
        this.other = new StateWords(own.words());
        this.result = new RowsWriter(
                pool, owner, Schema.builder().add("result", resultType).build(), 1);
    }

    @Override
    void clear(long first, int count) {
        super.clear(first, count);
        state.begin();
        try {
            for (int group = 0; group < count; group++) {
                state.moveTo(first + (long) bytes() * group + WORDS);
                own.user().init(state);
            }
        } catch (RuntimeException failure) {
            throw failed("init", failure);
        } finally {
            state.end();
        }
    }

    private ComputationException failed(String method, RuntimeException failure) {
        return new ComputationException(own.call() + ": " + method + " failed: " + failure, failure);
    }

    @Override
    public void update(GroupBatch batch, Column[] columns, int first) {
        if (batch.rows == 0) {
            return;
        }
        row.show(columns, first);
        state.begin();
        try {
            own.updates().run(batch, nullable(columns, first), row, state, records(), bytes());
        } catch (RuntimeException failure) {
            throw RowFailure.inFunction(own.call() + ": update", row, row.row(), failure);
        } finally {
            state.end();
            row.end();
        }
    }

    /** The bitmaps of the columns that have nulls; the same array each time where none has. */
    private long[] nullable(Column[] columns, int first) {
        int count = 0;
        for (int position = first; position < first + arguments; position++) {
            count += columns[position].validityAddress() == 0 ? 0 : 1;
        }
        if (validities.length != count) {
            validities = new long[count];
        }
        count = 0;
        for (int position = first; position < first + arguments; position++) {
            if (columns[position].validityAddress() != 0) {
                validities[count++] = columns[position].validityAddress();
            }
        }
        return validities;
    }

    @Override
    void mergeRecord(long record, long from) {
        if (UnsafeApi.getLong(from) != HAS_ROWS) {
            return;
        }
        if (UnsafeApi.getLong(record) != HAS_ROWS) {
            UnsafeApi.copyMemory(from, record, bytes());
            return;
        }
        state.moveTo(record + WORDS);
        other.moveTo(from + WORDS);
        own.user().merge(state, other);
    }

    @Override
    public void merge(GroupState from, GroupMapping mapping) {
        state.begin();
        other.begin();
        try {
            super.merge(from, mapping);
        } catch (RuntimeException failure) {
            throw failed("merge", failure);
        } finally {
            state.end();
            other.end();
        }
    }

    /** Writes the result of a group; false if it is null. */
    boolean write(int group, ColumnBuffer out, int row) {
        Chunk written;
        state.begin();
        try {
            state.moveTo(record(group) + WORDS);
            result.clear();
            own.user().result(state, result);
            written = result.only();
        } catch (MemoryLimitException failure) {
            // not the user's fault
            throw failure;
        } catch (RuntimeException failure) {
            throw failed("result", failure);
        } finally {
            state.end();
        }
        Column value = written.column(0);
        if (value.isNull(0)) {
            return false;
        }
        Layout layout = value.type().layout();
        if (layout == Layout.INT128) {
            UnsafeApi.copyMemory(
                    value.valuesAddress(), out.valuesAddress() + (long) row * layout.bytes(), layout.bytes());
        } else {
            WordCells.store(layout, out.valuesAddress(), row, WordCells.load(layout, value.valuesAddress(), 0));
        }
        return true;
    }

    @Override
    public void close() {
        result.close();
        super.close();
    }
}

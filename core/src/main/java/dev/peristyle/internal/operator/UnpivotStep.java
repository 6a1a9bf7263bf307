package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.operator.kernel.InterleaveKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Makes a row of each of some columns of a row, under one another.
 *
 * @param input the columns that come in: those that are repeated, then those that become rows, all of one type
 * @param repeated how many are repeated
 * @param schema what comes out: the repeated ones, the name of the column, its value
 */
public record UnpivotStep(Schema input, int repeated, Schema schema) implements ChunkTransform.Step {

    private static final String OWNER = "unpivot";

    /** What a chunk that comes out has at most, unless one row makes more. */
    private static final int MAX_ROWS = 4096;

    @Override
    public String describe() {
        return "unpivot " + input.names().subList(repeated, input.size()) + " to "
                + schema.names().subList(repeated, repeated + 2);
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        return new UnpivotTransform(pool, this);
    }

    private static final class UnpivotTransform implements ChunkTransform {

        private final int repeated;
        private final int lanes;
        private final List<ColumnBuffer> buffers = new ArrayList<>();
        private final ChunkWriter output;
        private final GrowingBuffer names;
        private final GrowingBuffer rowNumbers;
        private final int[] nameLengths;
        private final long[] nameOffsets;
        private Chunk chunk;
        private int next;

        UnpivotTransform(MemoryPool pool, UnpivotStep step) {
            this.repeated = step.repeated;
            this.lanes = step.input.size() - repeated;
            for (Field field : step.schema.fields()) {
                buffers.add(new ColumnBuffer(pool, OWNER, field.type()));
            }
            this.output = ChunkWriter.over(step.schema, buffers);
            this.rowNumbers = new GrowingBuffer(pool, OWNER);
            this.names = new GrowingBuffer(pool, OWNER);
            this.nameLengths = new int[lanes];
            this.nameOffsets = new long[lanes];
            writeNames(step.input.names().subList(repeated, step.input.size()));
        }

        private void writeNames(List<String> texts) {
            long end = 0;
            for (int lane = 0; lane < lanes; lane++) {
                byte[] bytes = texts.get(lane).getBytes(StandardCharsets.UTF_8);
                nameOffsets[lane] = end;
                nameLengths[lane] = bytes.length;
                names.ensureKept(end + bytes.length + 1);
                for (byte value : bytes) {
                    UnsafeApi.putByte(names.address() + end, value);
                    end++;
                }
            }
        }

        @Override
        public Chunk apply(Chunk input) {
            chunk = input;
            next = 0;
            return part();
        }

        @Override
        public Chunk more() {
            return next < chunk.rowCount() ? part() : null;
        }

        private Chunk part() {
            int from = next;
            int inputRows = Math.min(chunk.rowCount() - from, Math.max(1, MAX_ROWS / lanes));
            int rows = Math.multiplyExact(inputRows, lanes);
            next = from + inputRows;
            long numbers = rowNumbers.ensure(4L * rows);
            InterleaveKernel.number(inputRows, from, lanes, numbers);
            for (int column = 0; column < repeated; column++) {
                Selection.gather(chunk.column(column), numbers, rows, buffers.get(column));
            }
            showNames(buffers.get(repeated), inputRows, rows);
            showValues(buffers.get(repeated + 1), from, inputRows, rows);
            output.publish(rows);
            return output.chunk();
        }

        private void showNames(ColumnBuffer target, int inputRows, int rows) {
            target.ensureCapacity(rows);
            if (rows > 0) {
                for (int lane = 0; lane < lanes; lane++) {
                    InterleaveKernel.repeat(
                            inputRows,
                            lane,
                            lanes,
                            names.address() + nameOffsets[lane],
                            nameLengths[lane],
                            target.valuesAddress(),
                            target.lengthsAddress());
                }
            }
            target.publish(rows, 0);
        }

        private void showValues(ColumnBuffer target, int from, int inputRows, int rows) {
            target.ensureCapacity(rows);
            int nulls = 0;
            if (rows > 0) {
                target.setAllPresent();
                for (int lane = 0; lane < lanes; lane++) {
                    nulls += showLane(chunk.column(repeated + lane), target, lane, from, inputRows);
                }
            }
            target.publish(rows, nulls);
        }

        private int showLane(Column source, ColumnBuffer target, int lane, int from, int inputRows) {
            DataType type = source.type();
            int width = type.layout().bytes();
            long values = source.valuesAddress();
            long into = target.valuesAddress();
            if (type.layout() == Layout.BIT) {
                InterleaveKernel.bits(inputRows, lane, lanes, values, from, into);
            } else {
                InterleaveKernel.copy(inputRows, lane, lanes, values + (long) from * width, width, into);
            }
            if (source instanceof ViewColumn views) {
                long lengths = views.lengthsAddress() + 4L * from;
                InterleaveKernel.copy(inputRows, lane, lanes, lengths, Integer.BYTES, target.lengthsAddress());
            }
            if (source.nullCount() == 0) {
                return 0;
            }
            InterleaveKernel.bits(inputRows, lane, lanes, source.validityAddress(), from, target.validityAddress());
            int nulls = 0;
            for (int row = 0; row < inputRows; row++) {
                nulls += Bits.isPresent(source.validityAddress(), from + row) ? 0 : 1;
            }
            return nulls;
        }

        @Override
        public int inputRow(int row) {
            return UnsafeApi.getInt(rowNumbers.address() + 4L * row);
        }

        @Override
        public void close() {
            output.invalidate();
            buffers.forEach(ColumnBuffer::close);
            names.close();
            rowNumbers.close();
        }
    }
}

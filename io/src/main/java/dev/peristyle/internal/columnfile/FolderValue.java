package dev.peristyle.internal.columnfile;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.CascadeColumn;
import dev.peristyle.internal.operator.FilterCascade;
import dev.peristyle.internal.value.ValueReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.spi.ColumnStatistics;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The value that the names of directories say of a column, for all rows of a file.
 *
 * @param file that is in the directory, for messages
 * @param name of the column
 * @param text of the value, or null for null
 */
record FolderValue(Path file, String name, DataType type, String text) {

    /** A column that has the value in each row. */
    CascadeColumn column(MemoryPool pool) {
        Repeated column = new Repeated(pool);
        try {
            column.begin();
            return column;
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(column));
            throw failure;
        }
    }

    /** What is known of the column in one row of the file, which is as all are. */
    ColumnStatistics statistics(MemoryPool pool) {
        if (text == null) {
            return ColumnStatistics.unknown().withNullCount(1);
        }
        try (Repeated column = new Repeated(pool)) {
            column.begin();
            column.load(0, 1);
            Object value = FileValues.first(column.column());
            return value == null
                    ? ColumnStatistics.unknown().withNullCount(0)
                    : ColumnStatistics.unknown().withRange(value, value).withNullCount(0);
        }
    }

    private final class Repeated extends CascadeColumn {
        private final GrowingBuffer bytes;
        private final int length;

        /** Rows of the buffer that have the value. */
        private int filled;

        Repeated(MemoryPool pool) {
            super(pool, "column files: " + name, type);
            this.bytes = new GrowingBuffer(pool, "column files: " + name);
            this.length = text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
        }

        void begin() {
            byte[] utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            long address = bytes.ensure(utf8.length + Long.BYTES);
            UnsafeApi.copyMemory(utf8, UnsafeApi.arrayBaseOffset(byte[].class), null, address, utf8.length);
            reserve(1);
            if (text != null) {
                readFirst();
            }
        }

        private void readFirst() {
            long values = buffer.valuesAddress();
            if (type.layout() == Layout.VIEW) {
                UnsafeApi.putLong(values, bytes.address());
                UnsafeApi.putInt(buffer.lengthsAddress(), length);
                return;
            }
            ValueReader reader = ValueReader.of(type, RoundingMode.HALF_UP);
            if (!reader.read(bytes.address(), length, values, 0) || !reader.isExact()) {
                throw new DataAccessException("cannot read " + file + ": its directory says that column '"
                        + ShownText.of(name) + "' is '" + ShownText.of(text) + "', which is no " + type
                        + ". Say another type for it, or move the file");
            }
        }

        @Override
        protected int load(long selection, int count) {
            if (count > buffer.capacity()) {
                filled = 0;
                reserve(count);
                if (text != null) {
                    readFirst();
                }
            }
            if (text != null && filled < count) {
                fill(buffer);
                filled = buffer.capacity();
            }
            if (text == null) {
                UnsafeApi.setMemory(buffer.validityAddress(), (count + 63L) / 64 * Long.BYTES, (byte) 0);
            }
            buffer.publish(count, text == null ? count : 0);
            return FilterCascade.ALL_READ;
        }

        /** Writes the first value to all rows. */
        private void fill(ColumnBuffer target) {
            long values = target.valuesAddress();
            int rows = target.capacity();
            if (type.layout() == Layout.BIT) {
                boolean isSet = (UnsafeApi.getByte(values) & 1) != 0;
                UnsafeApi.setMemory(values, rows / Byte.SIZE, (byte) (isSet ? -1 : 0));
                return;
            }
            int width = type.layout().bytes();
            for (int row = 1; row < rows; row++) {
                UnsafeApi.copyMemory(values, values + (long) width * row, width);
            }
            for (int row = 1; row < rows && type.layout() == Layout.VIEW; row++) {
                UnsafeApi.putInt(target.lengthsAddress() + 4L * row, length);
            }
        }

        @Override
        public void close() {
            super.close();
            bytes.close();
        }
    }
}

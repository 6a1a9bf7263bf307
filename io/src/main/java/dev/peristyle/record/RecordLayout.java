package dev.peristyle.record;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.fixedwidth.FieldFormat;
import dev.peristyle.internal.fixedwidth.RecordFormat;
import dev.peristyle.internal.fixedwidth.WholeFile;
import dev.peristyle.schema.Schema;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the fields of a record are, and where the records of a file are. Immutable.
 *
 * <pre>{@code
 * RecordLayout layout = RecordLayout.builder()
 *         .bigEndian()
 *         .field("id", FieldType.int32())
 *         .field("name", FieldType.ebcdic(20, 1047))
 *         .skip(2)
 *         .field("balance", FieldType.packedDecimal(11, 2))
 *         .recordLength(80)
 *         .build();
 * }</pre>
 *
 * <p>Without anything else said: little endian, no header, no footer, records as long as their fields, and a last record that is not
 * whole is an error.
 */
public final class RecordLayout {
    private final RecordFormat format;
    private final WholeFile extent;

    private RecordLayout(RecordFormat format, WholeFile extent) {
        this.format = format;
        this.extent = extent;
    }

    /**
     * Starts a layout.
     *
     * @return a builder without fields
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The fields of a {@code record} one after the other, in little endian; see {@link Builder#fields(Class)}.
     *
     * @param type a record of which each component has a width of its own
     * @return the layout
     * @throws IllegalArgumentException if it is no record, or a component has no width of its own
     */
    public static RecordLayout of(Class<? extends Record> type) {
        return builder().fields(type).build();
    }

    /**
     * Returns the columns, in the order in which the fields were named.
     *
     * @return their names and types
     */
    public Schema schema() {
        return format.schema();
    }

    /**
     * Returns the length of a record.
     *
     * @return bytes from one record to the next
     */
    public int recordLength() {
        return format.recordLength();
    }

    /**
     * Returns the bytes before the first record.
     *
     * @return 0 or more
     */
    public long headerLength() {
        return extent.header();
    }

    /**
     * Returns the bytes after the last record.
     *
     * @return 0 or more
     */
    public long footerLength() {
        return extent.footer();
    }

    RecordFormat format() {
        return format;
    }

    WholeFile extent() {
        return extent;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("records of " + format.recordLength() + " bytes");
        for (FieldFormat field : format.fields()) {
            text.append(", ")
                    .append(field.offset())
                    .append(": ")
                    .append(ShownText.of(field.name()))
                    .append(' ')
                    .append(field.storage().type());
        }
        return text.toString();
    }

    /** Puts a layout together. Not thread-safe. */
    public static final class Builder {
        private final List<Named> fields = new ArrayList<>();
        private boolean bigEndian;
        private long next;
        private long recordLength = -1;
        private long header;
        private long footer;
        private boolean ignoresPartial;

        private record Named(String name, long offset, FieldType type) {}

        private Builder() {}

        /**
         * Numbers have the byte of the highest bits first, unless their type says otherwise.
         *
         * @return this
         */
        public Builder bigEndian() {
            return order(ByteOrder.BIG_ENDIAN);
        }

        /**
         * Sets the order of the bytes of numbers, of those whose type does not say otherwise.
         *
         * @param order little endian if it is not set
         * @return this
         */
        public Builder order(ByteOrder order) {
            bigEndian = Objects.requireNonNull(order, "order").equals(ByteOrder.BIG_ENDIAN);
            return this;
        }

        /**
         * Adds a field right after the one that was named before.
         *
         * @param name of its column
         * @param type how its value lies there
         * @return this
         */
        public Builder field(String name, FieldType type) {
            return field(name, next, type);
        }

        /**
         * Adds a field.
         *
         * @param name of its column
         * @param offset of its first byte in the record
         * @param type how its value lies there
         * @return this
         * @throws IllegalArgumentException if the offset is negative
         */
        public Builder field(String name, long offset, FieldType type) {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            if (offset < 0) {
                throw new IllegalArgumentException(
                        "field '" + ShownText.of(name) + "' cannot begin at byte " + offset + " of a record");
            }
            fields.add(new Named(name, offset, type));
            next = offset + type.length();
            return this;
        }

        /**
         * Adds the components of a {@code record} as fields, one after the other: {@code byte}, {@code short}, {@code int}, {@code long},
         * {@code float}, {@code double}, {@code boolean}, {@code LocalDate} (4 bytes), {@code Instant}, {@code LocalDateTime} and
         * {@code LocalTime} (8 bytes, microseconds).
         *
         * @param type the record
         * @return this
         * @throws IllegalArgumentException if it is no record, or a component is of another type
         */
        public Builder fields(Class<? extends Record> type) {
            return fields(type, Map.of());
        }

        /**
         * Adds the components of a {@code record} as fields, one after the other, some of them as something else than in
         * {@link #fields(Class)}; text, bytes and decimals have to be told.
         *
         * @param type the record
         * @param types by the name of the component
         * @return this
         * @throws IllegalArgumentException if it is no record, a name is none of its components, or a component has no width of its own
         */
        public Builder fields(Class<? extends Record> type, Map<String, FieldType> types) {
            RecordComponents.of(type, types).forEach(this::field);
            return this;
        }

        /**
         * Leaves bytes out after the field that was named before. They are not looked at, and are written as zeros.
         *
         * @param bytes 0 or more
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder skip(int bytes) {
            next += notNegative(bytes, "skipped bytes");
            return this;
        }

        /**
         * Sets the length of a record, where it is more than its fields.
         *
         * @param bytes from one record to the next
         * @return this
         */
        public Builder recordLength(int bytes) {
            recordLength = bytes;
            return this;
        }

        /**
         * Leaves bytes out at the beginning of a file.
         *
         * @param bytes 0 or more
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder headerLength(long bytes) {
            header = notNegative(bytes, "header");
            return this;
        }

        /**
         * Leaves bytes out at the end of a file.
         *
         * @param bytes 0 or more
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder footerLength(long bytes) {
            footer = notNegative(bytes, "footer");
            return this;
        }

        /**
         * Leaves out a last record that is not whole, such as one that is just being written. It is an error otherwise.
         *
         * @return this
         */
        public Builder ignorePartialRecord() {
            ignoresPartial = true;
            return this;
        }

        private static long notNegative(long bytes, String what) {
            if (bytes < 0) {
                throw new IllegalArgumentException(what + ": " + bytes + " bytes are not possible");
            }
            return bytes;
        }

        /**
         * Checks that all of it goes together.
         *
         * @return the layout
         * @throws IllegalArgumentException if there is no field, a name occurs twice, fields overlap, or one does not fit in the record
         */
        public RecordLayout build() {
            if (fields.isEmpty()) {
                throw new IllegalArgumentException("a layout needs a field");
            }
            List<FieldFormat> formats = new ArrayList<>();
            long length = recordLength >= 0 ? recordLength : lengthOfFields();
            if (length < 1 || length > RecordFormat.MAX_RECORD_LENGTH) {
                throw new IllegalArgumentException(
                        "a record has 1 to " + RecordFormat.MAX_RECORD_LENGTH + " bytes, but not " + length);
            }
            for (Named field : fields) {
                if (field.offset() + field.type().length() > length) {
                    throw new IllegalArgumentException("field '" + ShownText.of(field.name()) + "' ends at byte "
                            + (field.offset() + field.type().length()) + ", but records have " + length + " bytes");
                }
                formats.add(new FieldFormat(
                        field.name(), (int) field.offset(), field.type().in(bigEndian)));
            }
            checkApart(formats);
            RecordFormat format = new RecordFormat("records", List.copyOf(formats), (int) length);
            format.schema();
            return new RecordLayout(format, new WholeFile(header, footer, (int) length, ignoresPartial));
        }

        private long lengthOfFields() {
            long length = next;
            for (Named field : fields) {
                length = Math.max(length, field.offset() + field.type().length());
            }
            return length;
        }

        private static void checkApart(List<FieldFormat> formats) {
            List<FieldFormat> ordered = new ArrayList<>(formats);
            ordered.sort(Comparator.comparingInt(FieldFormat::offset));
            for (int position = 1; position < ordered.size(); position++) {
                FieldFormat before = ordered.get(position - 1);
                FieldFormat field = ordered.get(position);
                if (field.offset() < before.end()) {
                    throw new IllegalArgumentException("fields '" + ShownText.of(before.name()) + "' and '"
                            + ShownText.of(field.name()) + "' overlap: the first has the bytes " + before.offset()
                            + " to "
                            + (before.end() - 1) + ", the second begins at " + field.offset()
                            + ". Where bytes mean different things in different records, take a layout for each");
                }
            }
        }
    }
}

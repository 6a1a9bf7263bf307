package dev.peristyle.internal.fixedwidth;

import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.List;

/**
 * Where the fields of a record are; checked by who makes it.
 *
 * @param kind what such files are called in plans, such as {@code records}
 * @param fields in the order of their columns
 * @param recordLength bytes from one record to the next
 */
public record RecordFormat(String kind, List<FieldFormat> fields, int recordLength) {

    /** The longest record: a window has to show one as a whole. */
    public static final int MAX_RECORD_LENGTH = 1 << 30;

    /** The columns. */
    public Schema schema() {
        return Schema.of(fields.stream()
                .map(field -> new Field(field.name(), field.storage().type()))
                .toList());
    }
}

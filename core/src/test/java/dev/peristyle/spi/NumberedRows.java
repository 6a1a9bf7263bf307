package dev.peristyle.spi;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;

/** The rows of which every source of {@link SourceContract} consists; what is in a row follows from its number. */
public final class NumberedRows {

    /** The columns; only {@code id} has no nulls. */
    public static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("size", DataType.DOUBLE)
            .add("price", DataType.decimal(12, 2))
            .add("day", DataType.DATE)
            .add("name", DataType.STRING)
            .build();

    private NumberedRows() {}

    /** The values of a row in the order of the schema, as {@link Condition} has them. */
    public static Object[] row(long id) {
        return new Object[] {
            id,
            id % 5 == 0 ? null : id / 4.0,
            id % 11 == 0 ? null : BigDecimal.valueOf(id * 3, 2),
            id % 13 == 0 ? null : LocalDate.ofEpochDay(id / 10),
            id % 7 == 0 ? null : "name " + id % 100
        };
    }
}

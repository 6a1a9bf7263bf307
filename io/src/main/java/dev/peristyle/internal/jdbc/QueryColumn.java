package dev.peristyle.internal.jdbc;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Family;

/**
 * A column of a query.
 *
 * @param name its label
 * @param type the type of its values
 * @param told the type that the database tells, which is another one where options say so; null if it has none here
 * @param read how its values are read
 * @param typeName what the database calls its type, in lower case
 */
record QueryColumn(String name, DataType type, DataType told, ValueRead read, String typeName) {

    /** Whether values are read as the database has them, but for how many digits there may be: then both compare the same. */
    boolean isAsTold() {
        if (type.equals(told)) {
            return true;
        }
        if (told == null || told.family() != type.family()) {
            return false;
        }
        return type.family() == Family.INTEGER
                || type.family() == Family.DECIMAL
                || type.family() == Family.TIMESTAMP && type.isUtc() == told.isUtc();
    }
}

package dev.peristyle.internal.jdbc;

import dev.peristyle.schema.DataType;

/**
 * A column of a query.
 *
 * @param name its label
 * @param type the type of its values
 * @param read how its values are read
 * @param typeName what the database calls its type, in lower case
 */
record QueryColumn(String name, DataType type, CellRead read, String typeName) {}

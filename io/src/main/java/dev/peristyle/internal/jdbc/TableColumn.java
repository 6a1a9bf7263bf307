package dev.peristyle.internal.jdbc;

/**
 * A column of the table that rows go to.
 *
 * @param name as the table has it
 * @param typeName what the database calls its type, in lower case
 */
record TableColumn(String name, String typeName) {}

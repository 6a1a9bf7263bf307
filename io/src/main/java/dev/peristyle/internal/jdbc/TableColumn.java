package dev.peristyle.internal.jdbc;

/**
 * A column of the table that rows go to.
 *
 * @param name as the table has it
 * @param typeName what the database calls its type, in lower case
 * @param nanos of which times it has only multiples, in nanoseconds; 1 if it is none of times
 */
record TableColumn(String name, String typeName, long nanos) {}

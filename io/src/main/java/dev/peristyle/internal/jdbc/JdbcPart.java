package dev.peristyle.internal.jdbc;

import dev.peristyle.spi.Morsel;

/**
 * Rows that one statement gives.
 *
 * @param number which part it is, from 1, or 0 if there is one only
 * @param query the statement
 */
record JdbcPart(int number, Query query) implements Morsel {}

package dev.peristyle.internal.jdbc;

import dev.peristyle.schema.DataType;

/**
 * Refuses times that a column of a table would round or cut off, which databases do without a word.
 *
 * @param type of the values
 * @param nanos what the table's column has multiples of, in nanoseconds
 * @param units the same in units of the values; 1 if it has them all
 */
record KeptTime(DataType type, long nanos, long units) {

    static KeptTime of(DataType type, TableColumn column) {
        boolean isTime = type instanceof DataType.Time || type instanceof DataType.Timestamp;
        return new KeptTime(
                type,
                column.nanos(),
                isTime ? Math.max(1, column.nanos() / type.resolution().nanos()) : 1);
    }

    /**
     * Checks a value.
     *
     * @param value in units of the type
     * @throws IllegalArgumentException if it would not be the same
     */
    void check(long value) {
        if (units > 1 && value % units != 0) {
            throw new IllegalArgumentException("the column of the table keeps " + kept() + ", and this row has " + value
                    + " units of a " + type.resolution().nanos() + " ns. Cast the column to a coarser type");
        }
    }

    private String kept() {
        if (nanos == ColumnTypes.NANOS_OF_DAY) {
            return "days";
        }
        return switch ((int) Math.min(nanos, Integer.MAX_VALUE)) {
            case 1_000 -> "microseconds";
            case 1_000_000 -> "milliseconds";
            case 1_000_000_000 -> "seconds";
            default -> "multiples of " + nanos + " nanoseconds";
        };
    }
}

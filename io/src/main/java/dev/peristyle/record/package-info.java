/**
 * Files of records of one width in bytes: {@link dev.peristyle.record.BinaryRecords} and {@link dev.peristyle.record.RecordLayout}. For lines of text
 * whose columns have places, see {@link dev.peristyle.csv.FixedWidthLayout}.
 */
package dev.peristyle.record;

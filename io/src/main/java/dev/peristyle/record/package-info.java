/** Files of records of one width: {@link dev.peristyle.record.BinaryRecords} and {@link dev.peristyle.record.RecordLayout}. */
package dev.peristyle.record;

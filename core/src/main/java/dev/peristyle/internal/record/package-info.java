/** Rows as a user's records: {@link dev.peristyle.internal.record.RecordStream}. */
package dev.peristyle.internal.record;

package dev.peristyle.csv;

import dev.peristyle.error.RecordFault;
import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.csv.BadRowAction;
import dev.peristyle.internal.csv.BadRowPolicy;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What becomes of records that cannot be taken as they are, for each {@link RecordFault kind} of fault. Immutable.
 *
 * <pre>{@code
 * CsvOptions.builder()
 *         .badRows(BadRows.rejectTo(Path.of("bad.csv")).padding().failing(RecordFault.TOO_LONG).maxRows(1000))
 * }</pre>
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>default</th></tr>
 *   <tr><td>each kind</td><td>{@link #fail()}: the first bad record ends the run with an error that shows it</td></tr>
 *   <tr><td>padding</td><td>off: a record with too few fields is bad</td></tr>
 *   <tr><td>truncating</td><td>off: a record with too many fields is bad</td></tr>
 *   <tr><td>maxRows, maxShare</td><td>no limit</td></tr>
 * </table>
 *
 * <h2>Which records are bad</h2>
 *
 * <p>Which ones depends on the file and the options alone: not on threads, windows or chunks, and, unless values that cannot be converted
 * fail, neither on which columns are asked for, on filters, nor on whether rows are only counted. For then each value of each
 * column is looked at, before any filter, also of columns that nobody asked for. (Where they fail, columns that nobody asked for are not
 * looked at, as always.) A record has one fault: the structure comes before the values, and of several values the first in the order
 * of the schema counts. Types are inferred from the records of the sample that are good, padded or truncated, so that a value in the sample makes a column
 * one of text instead of being wrong; set types where that matters. A header that is wrong is always an error.
 *
 * <p>Reading goes on with the line after a bad record. Of one with malformed quotes, that is the line after the one on which the last quote
 * opened before the fault was seen, so that one quote too many does not take good records with it. (Where the quotes of the next lines make sense together with it, by
 * chance, the record is what they say.) Of one that is too long it is the
 * line after the first line end that is further away than {@link CsvOptions.Builder#maximumRecordSize}.
 *
 * <h2>The rejects</h2>
 *
 * <p>Rejected records are written to a CSV file in the order of the input, with the columns {@code file}, {@code line} (from 1, where the
 * record begins), {@code byte_offset} (of the first byte of the record), {@code column} (the name, empty if the whole record is wrong),
 * {@code kind} (the text of the {@link RecordFault}), {@code message} and {@code record}: the record as it is in the file, without its line
 * end; bytes that are no UTF-8 are U+FFFD there, and of a record that is too long there is no more than a record may have. {@link Csv#scan}
 * reads it; where records are near the maximum record size, with three times that size. To number lines, the input is looked through a
 * second time up to the last rejected record.
 *
 * <p>The file appears, and replaces what was there, when the input has been read to its end, also if nothing was rejected; and when
 * {@code maxRows} or {@code maxShare} ended the run, with all records up to the one that was too many. When a run fails otherwise, is
 * cancelled, or does not read to the end (as for a {@code limit}), there is no file, and what was there stays.
 *
 * <p>Nothing is left out without a count: {@link RunReport#counts()} has all that was rejected, skipped, padded and truncated, by kind.
 */
public final class BadRows {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final BadRowPolicy policy;

    private BadRows(BadRowPolicy policy) {
        this.policy = policy;
    }

    private static BadRows all(BadRowAction action, Path rejects) {
        Map<RecordFault, BadRowAction> actions = new EnumMap<>(RecordFault.class);
        for (RecordFault fault : RecordFault.values()) {
            actions.put(fault, action);
        }
        return new BadRows(new BadRowPolicy(actions, rejects, NO_LIMIT, 1));
    }

    /**
     * The first bad record ends the run.
     *
     * @return the default
     */
    public static BadRows fail() {
        return all(BadRowAction.FAIL, null);
    }

    /**
     * Bad records are left out and counted.
     *
     * @return the same for all kinds
     */
    public static BadRows skip() {
        return all(BadRowAction.SKIP, null);
    }

    /**
     * Bad records are left out, counted and written to a file.
     *
     * @param file where to, as described above
     * @return the same for all kinds
     */
    public static BadRows rejectTo(Path file) {
        return all(BadRowAction.REJECT, Objects.requireNonNull(file, "file"));
    }

    /**
     * Ends the run at records with some faults.
     *
     * @param faults which kinds
     * @return these options, changed
     */
    public BadRows failing(RecordFault... faults) {
        return with(BadRowAction.FAIL, faults);
    }

    /**
     * Leaves records with some faults out, and counts them.
     *
     * @param faults which kinds
     * @return these options, changed
     */
    public BadRows skipping(RecordFault... faults) {
        return with(BadRowAction.SKIP, faults);
    }

    /**
     * Takes records with too few fields: those that are missing at the end are null. They are counted.
     *
     * @return these options, changed
     */
    public BadRows padding() {
        return with(BadRowAction.PAD, RecordFault.TOO_FEW_FIELDS);
    }

    /**
     * Takes records with too many fields: those beyond the columns are left out. The records are counted. So files are read whose records
     * end with a delimiter that the header does not have; where a {@link CsvOptions.Builder#schema schema} is set, the header may end with one
     * as well. They are taken one by one, which is much slower than reading records that are right.
     *
     * @return these options, changed
     */
    public BadRows truncating() {
        return with(BadRowAction.TRUNCATE, RecordFault.TOO_MANY_FIELDS);
    }

    private BadRows with(BadRowAction action, RecordFault... faults) {
        Map<RecordFault, BadRowAction> actions = new EnumMap<>(policy.actions());
        for (RecordFault fault : Arguments.list("faults", faults)) {
            actions.put(fault, action);
        }
        return new BadRows(new BadRowPolicy(actions, policy.rejects(), policy.maxRows(), policy.maxShare()));
    }

    /**
     * Ends the run with an error when more records than that were skipped and rejected.
     *
     * @param rows 0 or more
     * @return these options, changed
     * @throws IllegalArgumentException if it is negative
     */
    public BadRows maxRows(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("maxRows must be at least 0 rows, but is " + rows);
        }
        return new BadRows(new BadRowPolicy(policy.actions(), policy.rejects(), rows, policy.maxShare()));
    }

    /**
     * Ends the run with an error when more than a share of the records was skipped and rejected: at the end, and before that at
     * any record after the first {@value BadRowPolicy#ROWS_BEFORE_SHARE}.
     *
     * @param share from 0 to 1, such as 0.01 for one in a hundred
     * @return these options, changed
     * @throws IllegalArgumentException if it is something else
     */
    public BadRows maxShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("maxShare must be from 0 to 1, but is " + share);
        }
        return new BadRows(new BadRowPolicy(policy.actions(), policy.rejects(), policy.maxRows(), share));
    }

    /**
     * Adds up what a run has left out.
     *
     * @param report of the run
     * @return how many records were skipped and rejected
     */
    public static long leftOut(RunReport report) {
        Objects.requireNonNull(report, "report");
        long sum = 0;
        for (Map.Entry<String, Long> count : report.counts().entrySet()) {
            sum += BadRowPolicy.isLeftOut(count.getKey()) ? count.getValue() : 0;
        }
        return sum;
    }

    BadRowPolicy policy() {
        return policy;
    }
}

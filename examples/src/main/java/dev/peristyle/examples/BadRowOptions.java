package dev.peristyle.examples;

import dev.peristyle.csv.BadRows;
import dev.peristyle.execution.RunReport;
import java.nio.file.Path;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What becomes of records of a CSV that cannot be taken, as flags of a command. */
final class BadRowOptions {
    /** The exit code when the rows were written, but not all records were taken. */
    static final int LEFT_OUT = 3;

    /** What {@code --on-error} knows. */
    enum OnError {
        FAIL,
        SKIP,
        REJECT
    }

    @Option(
            names = "--on-error",
            paramLabel = "fail|skip|reject",
            description = "What becomes of records of a CSV that cannot be taken (default: fail).")
    private OnError onError = OnError.FAIL;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "With --on-error reject: where they are written to, as CSV with their places.")
    private Path rejects;

    @Option(
            names = "--max-errors",
            paramLabel = "N",
            description = "With skip and reject: more such records end the run.")
    private Long maxErrors;

    @Option(
            names = "--max-error-share",
            paramLabel = "SHARE",
            description = "With skip and reject: more than this share of such records ends the run, such as 0.01.")
    private Double maxErrorShare;

    @Option(
            names = "--pad",
            description = "Takes records of a CSV with too few fields: those that are missing are null.")
    private boolean pads;

    @Option(
            names = "--truncate",
            description = "Takes records of a CSV with too many fields: those beyond the columns are left out.")
    private boolean truncates;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The policy that the flags describe. */
    BadRows policy() {
        if ((onError == OnError.REJECT) != (rejects != null)) {
            throw wrong("--rejects FILE belongs to --on-error reject: give both or none");
        }
        if ((maxErrors != null || maxErrorShare != null) && onError == OnError.FAIL) {
            throw wrong((maxErrors != null ? "--max-errors" : "--max-error-share")
                    + " needs --on-error skip or reject: otherwise the first one ends the run");
        }
        if (maxErrorShare != null && !(maxErrorShare >= 0 && maxErrorShare <= 1)) {
            throw wrong("--max-error-share must be from 0 to 1, not " + maxErrorShare);
        }
        if (maxErrors != null && maxErrors < 0) {
            throw wrong("--max-errors must be at least 0, not " + maxErrors);
        }
        BadRows policy = switch (onError) {
            case FAIL -> BadRows.fail();
            case SKIP -> BadRows.skip();
            case REJECT -> BadRows.rejectTo(rejects);
        };
        if (pads) {
            policy = policy.padding();
        }
        if (truncates) {
            policy = policy.truncating();
        }
        if (maxErrors != null) {
            policy = policy.maxRows(maxErrors);
        }
        return maxErrorShare == null ? policy : policy.maxShare(maxErrorShare);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /**
     * Tells on standard error what was left out.
     *
     * @return the exit code: the given one if nothing was
     */
    int tell(RunReport report, int code) {
        long leftOut = report == null ? 0 : BadRows.leftOut(report);
        if (leftOut == 0) {
            return code;
        }
        System.err.println("left out " + leftOut + " of " + report.rowsRead() + " records: " + report.counts()
                + (rejects == null ? "" : ", see " + rejects));
        return code == ExitCode.OK ? LEFT_OUT : code;
    }
}

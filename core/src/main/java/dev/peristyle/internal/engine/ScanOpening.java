package dev.peristyle.internal.engine;

import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import java.util.List;

/** Opens scans and checks what they say of themselves, so that no number of theirs does harm later. */
final class ScanOpening {

    private ScanOpening() {}

    /** Starts a reading and counts its size; closed again when it is not what was asked for. */
    static Scan open(StageInput.OfSource input, Run run) {
        Source source = input.source();
        OperatorRun operator = run.operator(input.id());
        Scan scan = source.open(input.request(), run.context(operator));
        if (scan == null) {
            throw new IllegalStateException(name(input) + " opened no scan");
        }
        try {
            check(source, input.request(), scan);
            run.expect(scan.totalBytes());
            return scan;
        } catch (Throwable failure) {
            Closing.after(failure, List.of(scan));
            throw failure;
        }
    }

    /** What an input is called in errors. */
    static String name(StageInput input) {
        return input instanceof StageInput.OfSource of
                ? "source '" + of.source().describe() + "'"
                : input.id().name();
    }

    private static void check(Source source, ScanRequest request, Scan scan) {
        Schema wanted = source.schema().select(request.columns());
        if (!wanted.equals(scan.schema())) {
            throw new IllegalStateException("source '" + source.describe() + "' was asked for " + wanted
                    + ", but its scan has " + scan.schema() + ". The source has to be corrected");
        }
        if (scan.totalBytes() < -1 || scan.maxReaders() < 1) {
            throw new IllegalStateException("source '" + source.describe() + "' says that it has " + scan.totalBytes()
                    + " bytes for at most " + scan.maxReaders() + " readers. The source has to be corrected");
        }
    }
}

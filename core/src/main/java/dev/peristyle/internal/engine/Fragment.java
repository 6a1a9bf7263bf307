package dev.peristyle.internal.engine;

import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import java.util.List;

/**
 * The part of a pipeline that needs no memory of earlier chunks: a scan and the steps that each chunk passes. Any number
 * of threads can execute it, each on other splits.
 *
 * @param source where rows come from
 * @param request what the source has to deliver and to filter
 * @param steps what each chunk passes, in order
 * @param schema what comes out
 */
public record Fragment(Source source, ScanRequest request, List<ChunkTransform.Step> steps, Schema schema) {

    /** Copies the list. */
    public Fragment {
        steps = List.copyOf(steps);
    }
}

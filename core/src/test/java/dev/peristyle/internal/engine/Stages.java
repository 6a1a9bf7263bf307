package dev.peristyle.internal.engine;

import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import java.util.List;

/** Rows of a source without any step. */
final class Stages {

    static final OperatorId END = new OperatorId(2, "end");

    private Stages() {}

    static Rows of(Source source) {
        ScanRequest request = new ScanRequest(source.schema().names(), List.of());
        StageInput input = new StageInput.OfSource(new OperatorId(1, "scan"), source, request, source.schema());
        return new Rows(List.of(new Stage(input, List.of(), List.of(), source.schema())), source.schema());
    }
}

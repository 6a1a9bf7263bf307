package dev.peristyle.internal.csv;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.csv.detect.Decision;
import dev.peristyle.internal.csv.detect.Detection;
import dev.peristyle.internal.csv.detect.Finding;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that was looked at by a detection, with the columns that a scan then has.
 *
 * @param detection what was found
 * @param findings one for each decision
 * @param settings those that read the file so
 * @param schema its columns; none if it cannot be read even so
 * @param code what sets those settings
 */
public record DetectedFile(
        Detection detection, List<Finding> findings, ReadSettings settings, Schema schema, String code) {

    /**
     * Looks at a file.
     *
     * @param settings the defaults
     * @throws dev.peristyle.error.DataAccessException if it cannot be read
     * @throws MalformedDataException if it is a file of another kind
     */
    public static DetectedFile of(CsvInput input, ReadSettings settings) {
        Detection found = FileSample.detect(input.look(input.paths().get(0)));
        DetectedOptions options = new DetectedOptions(found, settings);
        ReadSettings adopted = options.adopted();
        List<Finding> findings = new ArrayList<>(found.findings());
        Schema schema = Schema.of();
        try {
            CsvSource source = CsvSource.describe(input, adopted);
            schema = source.schema();
            findings.add(types(source));
        } catch (MalformedDataException refused) {
            findings.add(new Finding(Decision.TYPES, "unknown", 0, "it cannot be read so: " + refused.getMessage()));
        }
        return new DetectedFile(found, List.copyOf(findings), adopted, schema, options.code());
    }

    private static Finding types(CsvSource source) {
        String columns = source.schema().size() + (source.schema().size() == 1 ? " column" : " columns");
        int rows = source.sampledRows;
        if (source.wrongInSample) {
            return new Finding(
                    Decision.TYPES,
                    columns,
                    0.3,
                    "from " + rows + " rows, up to or without those that cannot be taken");
        }
        return new Finding(
                Decision.TYPES,
                columns,
                rows == 0 ? 0 : Math.min(0.99, rows / (rows + 1.0)),
                "all values of " + rows + (rows == 1 ? " row have" : " rows have") + " these types");
    }
}

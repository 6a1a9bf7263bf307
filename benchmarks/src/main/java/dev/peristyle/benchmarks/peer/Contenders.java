package dev.peristyle.benchmarks.peer;

import java.sql.SQLException;
import java.util.List;

/** All contenders by name. */
public final class Contenders {
    /** Every name that {@link #open} knows. */
    public static final List<String> NAMES = List.of(
            "peristyle",
            "peristyle-decimal",
            "duckdb",
            "duckdb-decimal",
            "fastcsv",
            "univocity",
            "commons-csv",
            "jackson-csv",
            "deephaven-csv",
            "list",
            "structure-scan");

    private Contenders() {}

    /**
     * Opens a contender; the caller closes it.
     *
     * @param name one of {@link #NAMES}
     * @param threads how many threads it may use, the calling one included; those that know only one use one
     * @return the contender
     * @throws SQLException if a database cannot be opened
     */
    public static Contender open(String name, int threads) throws SQLException {
        return switch (name) {
            case "peristyle" -> PeristyleContender.create(threads, false);
            case "peristyle-decimal" -> PeristyleContender.create(threads, true);
            case "duckdb" -> DuckDbContender.create(threads, false);
            case "duckdb-decimal" -> DuckDbContender.create(threads, true);
            case "fastcsv" -> FastCsvContender.create();
            case "univocity" -> UnivocityContender.create();
            case "commons-csv" -> CommonsCsvContender.create();
            case "jackson-csv" -> JacksonContender.create();
            case "deephaven-csv" -> DeephavenContender.create(threads);
            case "list" -> ListPipeline.create();
            case "structure-scan" -> StructureScan.create();
            default -> throw new IllegalArgumentException("No contender " + name + "; there are " + NAMES);
        };
    }
}

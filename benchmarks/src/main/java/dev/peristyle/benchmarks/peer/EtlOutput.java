package dev.peristyle.benchmarks.peer;

import java.util.List;

/** What the etl job keeps and writes. */
final class EtlOutput {
    /** The header of the output. */
    static final List<String> COLUMNS =
            List.of("l_orderkey", "l_partkey", "l_quantity", "revenue", "l_shipdate", "l_shipmode", "l_comment");

    /** The first ship date that is kept, as text; ISO dates sort as text. */
    static final String FIRST_DAY = "1995-01-01";

    /** Quantities below are kept. */
    static final int QUANTITY_LIMIT = 30;

    private EtlOutput() {}
}

package dev.peristyle.examples.tpch;

import dev.peristyle.Pipeline;

/** A question to the tables of TPC-H. */
public interface TpchQuery {

    /** Describes the answer. */
    Pipeline of(TpchTables tables);
}

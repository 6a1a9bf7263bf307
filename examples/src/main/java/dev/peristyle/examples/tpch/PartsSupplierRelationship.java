package dev.peristyle.examples.tpch;

import static dev.peristyle.Aggregates.countDistinct;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinKind.ANTI;
import static dev.peristyle.JoinOn.on;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Pipeline;

/**
 * TPC-H query 16: how many suppliers of good repute there are for parts; a lesson on {@code not in}, which is an anti-join.
 */
public final class PartsSupplierRelationship {

    private PartsSupplierRelationship() {}

    /** Describes the query. */
    public static Pipeline query(TpchTables tables) {
        Pipeline parts = tables.part()
                .filter(col("p_brand")
                        .ne("Brand#45")
                        .and(col("p_type").startsWith("MEDIUM POLISHED").not())
                        .and(col("p_size").in(49, 14, 23, 45, 19, 3, 36, 9)));
        Pipeline complained = tables.supplier().filter(col("s_comment").like("%Customer%Complaints%"));
        return tables.partsupp()
                .join(parts, on(col("ps_partkey"), col("p_partkey")))
                .join(complained, ANTI, on(col("ps_suppkey"), col("s_suppkey")))
                .groupBy("p_brand", "p_type", "p_size")
                .aggregate(countDistinct(col("ps_suppkey")).as("supplier_cnt"))
                .select("p_brand", "p_type", "p_size", "supplier_cnt")
                .sortBy(desc("supplier_cnt"), asc("p_brand"), asc("p_type"), asc("p_size"));
    }
}

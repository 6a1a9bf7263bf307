package dev.peristyle.examples.tpch;

import static dev.peristyle.schema.DataType.DATE;
import static dev.peristyle.schema.DataType.INT;
import static dev.peristyle.schema.DataType.LONG;
import static dev.peristyle.schema.DataType.STRING;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The eight tables of TPC-H as CSV files of a directory, as {@code generate tpch} writes them. Knows which were asked for. */
public final class TpchTables {

    /** The tables, the large ones last. */
    public static final List<String> NAMES =
            List.of("region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem");

    /** Money as the benchmark defines it. */
    private static final DataType MONEY = DataType.decimal(15, 2);

    private final Path directory;
    private final Set<Path> files = new LinkedHashSet<>();

    /** Names the directory; nothing is read yet. */
    public TpchTables(Path directory) {
        this.directory = directory;
    }

    /** Returns the files of the tables that were asked for, each once. */
    public List<Path> files() {
        return new ArrayList<>(files);
    }

    /** What is bought: an order has up to seven lines. */
    public Pipeline lineitem() {
        return scan(
                "lineitem",
                Schema.builder()
                        .add("l_orderkey", LONG)
                        .add("l_partkey", LONG)
                        .add("l_suppkey", LONG)
                        .add("l_linenumber", INT)
                        .add("l_quantity", MONEY)
                        .add("l_extendedprice", MONEY)
                        .add("l_discount", MONEY)
                        .add("l_tax", MONEY)
                        .add("l_returnflag", STRING)
                        .add("l_linestatus", STRING)
                        .add("l_shipdate", DATE)
                        .add("l_commitdate", DATE)
                        .add("l_receiptdate", DATE)
                        .add("l_shipinstruct", STRING)
                        .add("l_shipmode", STRING)
                        .add("l_comment", STRING));
    }

    /** Who orders when. */
    public Pipeline orders() {
        return scan(
                "orders",
                Schema.builder()
                        .add("o_orderkey", LONG)
                        .add("o_custkey", LONG)
                        .add("o_orderstatus", STRING)
                        .add("o_totalprice", MONEY)
                        .add("o_orderdate", DATE)
                        .add("o_orderpriority", STRING)
                        .add("o_clerk", STRING)
                        .add("o_shippriority", INT)
                        .add("o_comment", STRING));
    }

    /** Who orders. */
    public Pipeline customer() {
        return scan(
                "customer",
                Schema.builder()
                        .add("c_custkey", LONG)
                        .add("c_name", STRING)
                        .add("c_address", STRING)
                        .add("c_nationkey", LONG)
                        .add("c_phone", STRING)
                        .add("c_acctbal", MONEY)
                        .add("c_mktsegment", STRING)
                        .add("c_comment", STRING));
    }

    /** What can be ordered. */
    public Pipeline part() {
        return scan(
                "part",
                Schema.builder()
                        .add("p_partkey", LONG)
                        .add("p_name", STRING)
                        .add("p_mfgr", STRING)
                        .add("p_brand", STRING)
                        .add("p_type", STRING)
                        .add("p_size", INT)
                        .add("p_container", STRING)
                        .add("p_retailprice", MONEY)
                        .add("p_comment", STRING));
    }

    /** Who supplies what: four suppliers a part. */
    public Pipeline partsupp() {
        return scan(
                "partsupp",
                Schema.builder()
                        .add("ps_partkey", LONG)
                        .add("ps_suppkey", LONG)
                        .add("ps_availqty", INT)
                        .add("ps_supplycost", MONEY)
                        .add("ps_comment", STRING));
    }

    /** Who supplies. */
    public Pipeline supplier() {
        return scan(
                "supplier",
                Schema.builder()
                        .add("s_suppkey", LONG)
                        .add("s_name", STRING)
                        .add("s_address", STRING)
                        .add("s_nationkey", LONG)
                        .add("s_phone", STRING)
                        .add("s_acctbal", MONEY)
                        .add("s_comment", STRING));
    }

    /** Where they live: 25 nations. */
    public Pipeline nation() {
        return scan(
                "nation",
                Schema.builder()
                        .add("n_nationkey", LONG)
                        .add("n_name", STRING)
                        .add("n_regionkey", LONG)
                        .add("n_comment", STRING));
    }

    /** Five regions of nations. */
    public Pipeline region() {
        return scan(
                "region",
                Schema.builder().add("r_regionkey", LONG).add("r_name", STRING).add("r_comment", STRING));
    }

    private Pipeline scan(String name, Schema.Builder columns) {
        Path file = directory.resolve(name + ".csv");
        files.add(file);
        return Csv.scan(file, CsvOptions.builder().schema(columns.build()).build());
    }
}

package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;

/** The columns of TPC-H's table lineitem, as {@code generate lineitem} writes them. */
final class Lineitem {

    /** Money as the benchmark defines it. */
    static final DataType MONEY = DataType.decimal(15, 2);

    private Lineitem() {}

    /** Describes a scan with quantities and money as {@code decimal(15,2)}, or as doubles. */
    static Pipeline scan(Path file, boolean exact) {
        DataType type = exact ? MONEY : DataType.DOUBLE;
        return scan(file, type, type);
    }

    /** Describes a scan. A schema that is given costs no look at the data, and makes every file mean the same. */
    static Pipeline scan(Path file, DataType quantity, DataType money) {
        return Csv.scan(
                file, CsvOptions.builder().schema(schema(quantity, money)).build());
    }

    private static Schema schema(DataType quantity, DataType money) {
        return Schema.builder()
                .add("l_orderkey", DataType.LONG)
                .add("l_partkey", DataType.LONG)
                .add("l_suppkey", DataType.LONG)
                .add("l_linenumber", DataType.INT)
                .add("l_quantity", quantity)
                .add("l_extendedprice", money)
                .add("l_discount", money)
                .add("l_tax", money)
                .add("l_returnflag", DataType.STRING)
                .add("l_linestatus", DataType.STRING)
                .add("l_shipdate", DataType.DATE)
                .add("l_commitdate", DataType.DATE)
                .add("l_receiptdate", DataType.DATE)
                .add("l_shipinstruct", DataType.STRING)
                .add("l_shipmode", DataType.STRING)
                .add("l_comment", DataType.STRING)
                .build();
    }
}

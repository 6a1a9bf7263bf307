package dev.peristyle.examples;

import static dev.peristyle.Expressions.col;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The columns of TPC-H's table lineitem, as {@code generate lineitem} writes them. */
final class Lineitem {

    /** Money as the benchmark defines it. */
    static final DataType MONEY = DataType.decimal(15, 2);

    private Lineitem() {}

    /** Describes a scan with quantities and money as {@code decimal(15,2)}, or as doubles. */
    static Pipeline scan(Path file, boolean exact) throws IOException {
        DataType type = exact ? MONEY : DataType.DOUBLE;
        return scan(file, type, type);
    }

    /**
     * Describes a scan. A schema that is given costs a CSV no look at the data, and makes every file mean the same; a file that
     * knows its types is cast where they are others.
     */
    static Pipeline scan(Path file, DataType quantity, DataType money) throws IOException {
        Schema schema = schema(quantity, money);
        for (FileFormat format : List.of(FileFormat.ARROW, FileFormat.ARROWS, FileFormat.NPY, FileFormat.NPZ)) {
            if (format.isOf(file) || format == FileFormat.ARROW && Files.isDirectory(file)) {
                return cast(format.scan(file, null), schema);
            }
        }
        return Csv.scan(file, CsvOptions.builder().schema(schema).build());
    }

    private static Pipeline cast(Pipeline rows, Schema wanted) {
        Pipeline result = rows;
        for (Field field : wanted.fields()) {
            if (!rows.schema().field(field.name()).type().equals(field.type())) {
                Expression value = col(field.name());
                result = result.with(
                        field.name(),
                        field.type().equals(MONEY)
                                ? value.cast(MONEY, RoundingMode.HALF_EVEN)
                                : value.cast(field.type()));
            }
        }
        return result;
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

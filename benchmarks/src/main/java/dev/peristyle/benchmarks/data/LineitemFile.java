package dev.peristyle.benchmarks.data;

import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The table lineitem of TPC-H as CSV: a header, commas, and quotes only around the comments that hold a comma. At scale
 * 1 it has 6,001,215 rows in about 755 MB.
 */
public final class LineitemFile {
    /** The columns in the order of the file. */
    public static final List<String> COLUMNS = List.of(
            "l_orderkey",
            "l_partkey",
            "l_suppkey",
            "l_linenumber",
            "l_quantity",
            "l_extendedprice",
            "l_discount",
            "l_tax",
            "l_returnflag",
            "l_linestatus",
            "l_shipdate",
            "l_commitdate",
            "l_receiptdate",
            "l_shipinstruct",
            "l_shipmode",
            "l_comment");

    private LineitemFile() {}

    /**
     * Writes the rows of a scale; the same scale always gives the same bytes.
     *
     * @param scale the TPC-H scale factor, above 0; 0.01 gives 60,175 rows
     * @param file where to, replaced if it exists
     * @return the number of rows, the header not counted
     * @throws IOException if the file cannot be written
     */
    public static long write(double scale, Path file) throws IOException {
        long rows = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", COLUMNS));
            out.write('\n');
            for (LineItem item : new LineItemGenerator(scale, 1, 1)) {
                writeRow(item.toLine(), out);
                rows++;
            }
        }
        return rows;
    }

    /** Only the last field, the comment, may hold a comma; none holds a quote. */
    private static void writeRow(String line, BufferedWriter out) throws IOException {
        int commentEnd = line.length() - 1;
        int commentStart = line.lastIndexOf('|', commentEnd - 1) + 1;
        out.write(line.substring(0, commentStart).replace('|', ','));
        String comment = line.substring(commentStart, commentEnd);
        if (comment.indexOf(',') < 0) {
            out.write(comment);
        } else {
            out.write('"');
            out.write(comment);
            out.write('"');
        }
        out.write('\n');
    }
}

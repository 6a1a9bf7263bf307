package dev.peristyle.benchmarks.peer;

import dev.peristyle.benchmarks.data.LineitemFile;
import io.deephaven.csv.CsvSpecs;
import io.deephaven.csv.parsers.Parser;
import io.deephaven.csv.parsers.Parsers;
import io.deephaven.csv.reading.CsvReader;
import io.deephaven.csv.sinks.Sink;
import io.deephaven.csv.sinks.SinkFactory;
import io.deephaven.csv.util.CsvReaderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * deephaven-csv: a column at a time into sinks. It has no type for a plain date, so dates are Strings, and it parses
 * every column, wanted or not. Query 1 needs several columns of one row, which only whole columns in arrays give.
 */
final class DeephavenContender {
    private final boolean concurrent;

    private DeephavenContender(boolean concurrent) {
        this.concurrent = concurrent;
    }

    /**
     * A contender that holds nothing between jobs.
     *
     * @param threads 1 for the calling thread only; more for one that splits and one for each column
     */
    static Contender create(int threads) {
        DeephavenContender tasks = new DeephavenContender(threads > 1);
        return new Contender("deephaven-csv", () -> {})
                .does(Job.COUNT, tasks::count)
                .does(Job.ALL_COLUMNS, tasks::allColumns)
                .does(Job.QUERY_1, tasks::pricingSummary);
    }

    private Answer count(Path file) throws IOException {
        return Answer.of(read(file, totals()).numRows());
    }

    private Answer allColumns(Path file) throws IOException {
        CsvReader.Result result = read(file, totals());
        Object[] totals = new Object[result.numCols()];
        for (int column = 0; column < totals.length; column++) {
            totals[column] = result.columns()[column].data();
        }
        return Answer.of(totals);
    }

    private Answer pricingSummary(Path file) throws IOException {
        CsvReader.Result result = read(file, SinkFactory.arrays());
        double[] quantities = (double[]) result.columns()[4].data();
        double[] prices = (double[]) result.columns()[5].data();
        double[] discounts = (double[]) result.columns()[6].data();
        double[] taxes = (double[]) result.columns()[7].data();
        char[] flags = (char[]) result.columns()[8].data();
        char[] statuses = (char[]) result.columns()[9].data();
        String[] shipped = (String[]) result.columns()[10].data();
        PricingSummary summary = new PricingSummary();
        int rows = Math.toIntExact(result.numRows());
        for (int row = 0; row < rows; row++) {
            if (shipped[row].compareTo(PricingSummary.LAST_DAY) <= 0) {
                summary.add(flags[row], statuses[row], quantities[row], prices[row], discounts[row], taxes[row]);
            }
        }
        return summary.answer();
    }

    private CsvReader.Result read(Path file, SinkFactory sinks) throws IOException {
        CsvSpecs.Builder specs = CsvSpecs.builder().concurrent(concurrent);
        for (String name : LineitemFile.COLUMNS) {
            specs.putParserForName(name, parser(name));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return CsvReader.read(specs.build(), in, sinks);
        } catch (CsvReaderException e) {
            throw new IOException("Cannot read " + file, e);
        }
    }

    private static Parser<?> parser(String name) {
        return switch (name) {
            case "l_orderkey", "l_partkey", "l_suppkey" -> Parsers.LONG;
            case "l_linenumber" -> Parsers.INT;
            case "l_quantity", "l_extendedprice", "l_discount", "l_tax" -> Parsers.DOUBLE;
            case "l_returnflag", "l_linestatus" -> Parsers.CHAR;
            default -> Parsers.STRING;
        };
    }

    /** Sinks that keep a sum or a maximum and no values. The types that lineitem does not have are never asked for. */
    private static SinkFactory totals() {
        return SinkFactory.ofSimple(
                null,
                null,
                column -> new IntSum(),
                column -> new LongSum(),
                null,
                column -> new DoubleSum(),
                null,
                column -> new CharMaximum(),
                column -> new StringMaximum(),
                null,
                null);
    }

    private static final class IntSum implements Sink<int[]> {
        private long sum;

        @Override
        public void write(int[] values, boolean[] isNull, long begin, long end, boolean appending) {
            for (int index = 0; index < end - begin; index++) {
                sum += values[index];
            }
        }

        @Override
        public Object getUnderlying() {
            return sum;
        }
    }

    private static final class LongSum implements Sink<long[]> {
        private long sum;

        @Override
        public void write(long[] values, boolean[] isNull, long begin, long end, boolean appending) {
            for (int index = 0; index < end - begin; index++) {
                sum += values[index];
            }
        }

        @Override
        public Object getUnderlying() {
            return sum;
        }
    }

    private static final class DoubleSum implements Sink<double[]> {
        private double sum;

        @Override
        public void write(double[] values, boolean[] isNull, long begin, long end, boolean appending) {
            for (int index = 0; index < end - begin; index++) {
                sum += values[index];
            }
        }

        @Override
        public Object getUnderlying() {
            return sum;
        }
    }

    private static final class CharMaximum implements Sink<char[]> {
        private char maximum;

        @Override
        public void write(char[] values, boolean[] isNull, long begin, long end, boolean appending) {
            for (int index = 0; index < end - begin; index++) {
                maximum = (char) Math.max(maximum, values[index]);
            }
        }

        @Override
        public Object getUnderlying() {
            return maximum;
        }
    }

    private static final class StringMaximum implements Sink<String[]> {
        private String maximum = "";

        @Override
        public void write(String[] values, boolean[] isNull, long begin, long end, boolean appending) {
            for (int index = 0; index < end - begin; index++) {
                if (values[index].compareTo(maximum) > 0) {
                    maximum = values[index];
                }
            }
        }

        @Override
        public Object getUnderlying() {
            return maximum;
        }
    }
}

package dev.peristyle.benchmarks.peer;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** FastCSV: records of Strings; what they mean is left to the caller. */
final class FastCsvContender {
    /** The writer's buffer; its default of 8 KiB makes many small writes. */
    private static final int WRITE_BUFFER = 1 << 16;

    private FastCsvContender() {}

    static Contender create() {
        return new Contender("fastcsv", () -> {})
                .does(Job.COUNT, FastCsvContender::count)
                .does(Job.STRINGS, FastCsvContender::strings)
                .does(Job.QUERY_1, FastCsvContender::pricingSummary)
                .does(Job.QUERY_6, FastCsvContender::forecastRevenue)
                .writes(Job.ETL, FastCsvContender::etl)
                .does(Job.MEASUREMENTS, FastCsvContender::measurements)
                .does(Job.SHAPE, FastCsvContender::shape)
                .does(Job.SMALL, FastCsvContender::small);
    }

    private static CsvReader<CsvRecord> open(Path file, char separator) throws IOException {
        // a field of 10 KB is fine, a record of more than 16 million characters is an error by default
        return CsvReader.builder().fieldSeparator(separator).ofCsvRecord(file);
    }

    private static Answer count(Path file) throws IOException {
        long rows = -1;
        try (CsvReader<CsvRecord> reader = open(file, ',')) {
            for (Iterator<CsvRecord> records = reader.iterator(); records.hasNext(); records.next()) {
                rows++;
            }
        }
        return Answer.of(rows);
    }

    private static Answer strings(Path file) throws IOException {
        long characters = 0;
        try (CsvReader<CsvRecord> reader = open(file, ',')) {
            Iterator<CsvRecord> records = reader.iterator();
            records.next();
            while (records.hasNext()) {
                CsvRecord line = records.next();
                int fields = line.getFieldCount();
                for (int field = 0; field < fields; field++) {
                    characters += line.getField(field).length();
                }
            }
        }
        return Answer.of(characters);
    }

    private static Answer pricingSummary(Path file) throws IOException {
        PricingSummary summary = new PricingSummary();
        try (CsvReader<CsvRecord> reader = open(file, ',')) {
            Iterator<CsvRecord> records = reader.iterator();
            records.next();
            while (records.hasNext()) {
                CsvRecord line = records.next();
                if (line.getField(10).compareTo(PricingSummary.LAST_DAY) <= 0) {
                    summary.add(
                            line.getField(8).charAt(0),
                            line.getField(9).charAt(0),
                            Double.parseDouble(line.getField(4)),
                            Double.parseDouble(line.getField(5)),
                            Double.parseDouble(line.getField(6)),
                            Double.parseDouble(line.getField(7)));
                }
            }
        }
        return summary.answer();
    }

    private static Answer forecastRevenue(Path file) throws IOException {
        double revenue = 0;
        try (CsvReader<CsvRecord> reader = open(file, ',')) {
            Iterator<CsvRecord> records = reader.iterator();
            records.next();
            while (records.hasNext()) {
                CsvRecord line = records.next();
                String shipped = line.getField(10);
                if (shipped.compareTo("1994-01-01") >= 0 && shipped.compareTo("1995-01-01") < 0) {
                    double discount = Double.parseDouble(line.getField(6));
                    if (discount >= 0.05 && discount <= 0.07 && Double.parseDouble(line.getField(4)) < 24) {
                        revenue += Double.parseDouble(line.getField(5)) * discount;
                    }
                }
            }
        }
        return Answer.of(revenue);
    }

    private static Answer etl(Path input, Path output) throws IOException {
        long rows = 0;
        try (CsvReader<CsvRecord> reader = open(input, ',');
                CsvWriter writer = CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .bufferSize(WRITE_BUFFER)
                        .build(output)) {
            Iterator<CsvRecord> records = reader.iterator();
            records.next();
            writer.writeRecord(EtlOutput.COLUMNS);
            while (records.hasNext()) {
                CsvRecord line = records.next();
                List<String> fields = line.getFields();
                if (fields.get(10).compareTo(EtlOutput.FIRST_DAY) >= 0) {
                    double quantity = Double.parseDouble(fields.get(4));
                    if (quantity < EtlOutput.QUANTITY_LIMIT) {
                        double revenue = Double.parseDouble(fields.get(5)) * (1 - Double.parseDouble(fields.get(6)));
                        writer.writeRecord(
                                fields.get(0),
                                fields.get(1),
                                fields.get(4),
                                Double.toString(revenue),
                                fields.get(10),
                                fields.get(14),
                                fields.get(15));
                        rows++;
                    }
                }
            }
        }
        return Answer.of(rows);
    }

    private static Answer measurements(Path file) throws IOException {
        StationSummary summary = new StationSummary();
        try (CsvReader<CsvRecord> reader = open(file, ';')) {
            for (CsvRecord line : reader) {
                summary.add(line.getField(0), Double.parseDouble(line.getField(1)));
            }
        }
        return summary.answer();
    }

    private static Answer shape(Path file) throws IOException {
        ShapeTotals totals = ShapeTotals.of(file);
        int columns = totals.columnCount();
        try (CsvReader<CsvRecord> reader = open(file, ',')) {
            Iterator<CsvRecord> records = reader.iterator();
            records.next();
            while (records.hasNext()) {
                CsvRecord line = records.next();
                for (int column = 0; column < columns; column++) {
                    totals.add(column, line.getField(column));
                }
            }
        }
        return totals.answer();
    }

    private static Answer small(Path file) throws IOException {
        OrderSummary summary = new OrderSummary();
        try (CsvReader<CsvRecord> reader = open(file, ',')) {
            Iterator<CsvRecord> records = reader.iterator();
            records.next();
            while (records.hasNext()) {
                CsvRecord line = records.next();
                int quantity = Integer.parseInt(line.getField(3));
                if (quantity >= OrderSummary.MIN_QUANTITY) {
                    summary.add(line.getField(1), Double.parseDouble(line.getField(2)), quantity);
                }
            }
        }
        return summary.answer();
    }
}

package dev.peristyle.benchmarks.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Apache Commons CSV: records of Strings. */
final class CommonsCsvContender {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setRecordSeparator('\n')
            .get();

    private CommonsCsvContender() {}

    static Contender create() {
        return new Contender("commons-csv", () -> {})
                .does(Job.COUNT, CommonsCsvContender::count)
                .does(Job.STRINGS, CommonsCsvContender::strings)
                .does(Job.QUERY_1, CommonsCsvContender::pricingSummary);
    }

    private static CSVParser open(Path file) throws IOException {
        return CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT);
    }

    private static Answer count(Path file) throws IOException {
        long rows = 0;
        try (CSVParser parser = open(file)) {
            for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext(); records.next()) {
                rows++;
            }
        }
        return Answer.of(rows);
    }

    private static Answer strings(Path file) throws IOException {
        long characters = 0;
        try (CSVParser parser = open(file)) {
            for (CSVRecord line : parser) {
                int fields = line.size();
                for (int field = 0; field < fields; field++) {
                    characters += line.get(field).length();
                }
            }
        }
        return Answer.of(characters);
    }

    private static Answer pricingSummary(Path file) throws IOException {
        PricingSummary summary = new PricingSummary();
        try (CSVParser parser = open(file)) {
            for (CSVRecord line : parser) {
                if (line.get(10).compareTo(PricingSummary.LAST_DAY) <= 0) {
                    summary.add(
                            line.get(8).charAt(0),
                            line.get(9).charAt(0),
                            Double.parseDouble(line.get(4)),
                            Double.parseDouble(line.get(5)),
                            Double.parseDouble(line.get(6)),
                            Double.parseDouble(line.get(7)));
                }
            }
        }
        return summary.answer();
    }
}

package dev.peristyle.benchmarks.peer;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;

/** Jackson's CSV format: an array of Strings per row, the cheapest that its data binding gives. */
final class JacksonContender {
    private static final ObjectReader ROWS =
            new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY);

    private JacksonContender() {}

    static Contender create() {
        return new Contender("jackson-csv", () -> {})
                .does(Job.COUNT, JacksonContender::count)
                .does(Job.STRINGS, JacksonContender::strings)
                .does(Job.QUERY_1, JacksonContender::pricingSummary);
    }

    private static MappingIterator<String[]> open(Path file) throws IOException {
        MappingIterator<String[]> rows = ROWS.readValues(file.toFile());
        rows.nextValue();
        return rows;
    }

    private static Answer count(Path file) throws IOException {
        long count = 0;
        try (MappingIterator<String[]> rows = open(file)) {
            while (rows.hasNextValue()) {
                rows.nextValue();
                count++;
            }
        }
        return Answer.of(count);
    }

    private static Answer strings(Path file) throws IOException {
        long characters = 0;
        try (MappingIterator<String[]> rows = open(file)) {
            while (rows.hasNextValue()) {
                for (String field : rows.nextValue()) {
                    characters += field.length();
                }
            }
        }
        return Answer.of(characters);
    }

    private static Answer pricingSummary(Path file) throws IOException {
        PricingSummary summary = new PricingSummary();
        try (MappingIterator<String[]> rows = open(file)) {
            while (rows.hasNextValue()) {
                String[] line = rows.nextValue();
                if (line[10].compareTo(PricingSummary.LAST_DAY) <= 0) {
                    summary.add(
                            line[8].charAt(0),
                            line[9].charAt(0),
                            Double.parseDouble(line[4]),
                            Double.parseDouble(line[5]),
                            Double.parseDouble(line[6]),
                            Double.parseDouble(line[7]));
                }
            }
        }
        return summary.answer();
    }
}

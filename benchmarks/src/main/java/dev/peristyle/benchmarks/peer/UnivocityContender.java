package dev.peristyle.benchmarks.peer;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.nio.file.Path;

/** univocity-parsers: arrays of Strings, of the selected columns only. */
final class UnivocityContender {
    private UnivocityContender() {}

    static Contender create() {
        return new Contender("univocity", () -> {})
                .does(Job.COUNT, UnivocityContender::count)
                .does(Job.STRINGS, UnivocityContender::strings)
                .does(Job.QUERY_1, UnivocityContender::pricingSummary)
                .does(Job.MEASUREMENTS, UnivocityContender::measurements)
                .does(Job.SMALL, UnivocityContender::small);
    }

    private static CsvParser open(Path file, char separator, boolean header, Integer... columns) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(separator);
        settings.getFormat().setLineSeparator("\n");
        settings.setNumberOfRowsToSkip(header ? 1 : 0);
        // one thread is compared with one thread
        settings.setReadInputOnSeparateThread(false);
        settings.setEmptyValue("");
        settings.setNullValue("");
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        if (columns.length > 0) {
            settings.selectIndexes(columns);
        }
        CsvParser parser = new CsvParser(settings);
        parser.beginParsing(file.toFile());
        return parser;
    }

    private static Answer count(Path file) {
        CsvParser parser = open(file, ',', true, 0);
        long rows = 0;
        while (parser.parseNext() != null) {
            rows++;
        }
        return Answer.of(rows);
    }

    private static Answer strings(Path file) {
        CsvParser parser = open(file, ',', true);
        long characters = 0;
        for (String[] line = parser.parseNext(); line != null; line = parser.parseNext()) {
            for (String field : line) {
                characters += field.length();
            }
        }
        return Answer.of(characters);
    }

    private static Answer pricingSummary(Path file) {
        CsvParser parser = open(file, ',', true, 4, 5, 6, 7, 8, 9, 10);
        PricingSummary summary = new PricingSummary();
        for (String[] line = parser.parseNext(); line != null; line = parser.parseNext()) {
            if (line[6].compareTo(PricingSummary.LAST_DAY) <= 0) {
                summary.add(
                        line[4].charAt(0),
                        line[5].charAt(0),
                        Double.parseDouble(line[0]),
                        Double.parseDouble(line[1]),
                        Double.parseDouble(line[2]),
                        Double.parseDouble(line[3]));
            }
        }
        return summary.answer();
    }

    private static Answer measurements(Path file) {
        CsvParser parser = open(file, ';', false);
        StationSummary summary = new StationSummary();
        for (String[] line = parser.parseNext(); line != null; line = parser.parseNext()) {
            summary.add(line[0], Double.parseDouble(line[1]));
        }
        return summary.answer();
    }

    private static Answer small(Path file) {
        CsvParser parser = open(file, ',', true);
        OrderSummary summary = new OrderSummary();
        for (String[] line = parser.parseNext(); line != null; line = parser.parseNext()) {
            int quantity = Integer.parseInt(line[3]);
            if (quantity >= OrderSummary.MIN_QUANTITY) {
                summary.add(line[1], Double.parseDouble(line[2]), quantity);
            }
        }
        return summary.answer();
    }
}

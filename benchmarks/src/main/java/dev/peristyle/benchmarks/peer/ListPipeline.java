package dev.peristyle.benchmarks.peer;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summarizingDouble;
import static java.util.stream.Collectors.toList;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What Peristyle replaces: every line an object in a list, then streams over the list, as people write it. */
final class ListPipeline {
    private ListPipeline() {}

    static Contender create() {
        return new Contender("list", () -> {})
                .does(Job.COUNT, ListPipeline::count)
                .does(Job.QUERY_1, ListPipeline::pricingSummary)
                .does(Job.QUERY_6, ListPipeline::forecastRevenue)
                .does(Job.MEASUREMENTS, ListPipeline::measurements);
    }

    /** A row. The comment may be cut at a comma, which this program does not look at: it splits, as many do. */
    private record LineItem(
            long orderKey,
            long partKey,
            long supplierKey,
            int lineNumber,
            double quantity,
            double extendedPrice,
            double discount,
            double tax,
            String returnFlag,
            String lineStatus,
            LocalDate shipDate,
            LocalDate commitDate,
            LocalDate receiptDate,
            String shipInstructions,
            String shipMode,
            String comment) {

        static LineItem parse(String line) {
            String[] fields = line.split(",");
            return new LineItem(
                    Long.parseLong(fields[0]),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    Integer.parseInt(fields[3]),
                    Double.parseDouble(fields[4]),
                    Double.parseDouble(fields[5]),
                    Double.parseDouble(fields[6]),
                    Double.parseDouble(fields[7]),
                    fields[8],
                    fields[9],
                    LocalDate.parse(fields[10]),
                    LocalDate.parse(fields[11]),
                    LocalDate.parse(fields[12]),
                    fields[13],
                    fields[14],
                    fields[15]);
        }

        double discounted() {
            return extendedPrice * (1 - discount);
        }

        double charge() {
            return discounted() * (1 + tax);
        }
    }

    private record Group(String returnFlag, String lineStatus) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int byFlag = returnFlag.compareTo(other.returnFlag);
            return byFlag != 0 ? byFlag : lineStatus.compareTo(other.lineStatus);
        }
    }

    private record Measurement(String station, double temperature) {}

    private static List<LineItem> read(Path file) throws IOException {
        List<LineItem> items = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            reader.readLine();
            String line;
            while ((line = reader.readLine()) != null) {
                items.add(LineItem.parse(line));
            }
        }
        return items;
    }

    private static Answer count(Path file) throws IOException {
        return Answer.of(read(file).size());
    }

    private static Answer pricingSummary(Path file) throws IOException {
        LocalDate lastDay = LocalDate.parse(PricingSummary.LAST_DAY);
        List<List<String>> rows = new ArrayList<>();
        read(file).stream()
                .filter(item -> !item.shipDate().isAfter(lastDay))
                .collect(groupingBy(item -> new Group(item.returnFlag(), item.lineStatus()), TreeMap::new, toList()))
                .forEach((group, items) -> rows.add(Answer.row(
                        group.returnFlag(),
                        group.lineStatus(),
                        items.stream().mapToDouble(LineItem::quantity).sum(),
                        items.stream().mapToDouble(LineItem::extendedPrice).sum(),
                        items.stream().mapToDouble(LineItem::discounted).sum(),
                        items.stream().mapToDouble(LineItem::charge).sum(),
                        items.stream().mapToDouble(LineItem::quantity).average().orElseThrow(),
                        items.stream()
                                .mapToDouble(LineItem::extendedPrice)
                                .average()
                                .orElseThrow(),
                        items.stream().mapToDouble(LineItem::discount).average().orElseThrow(),
                        items.size())));
        return new Answer(rows);
    }

    private static Answer forecastRevenue(Path file) throws IOException {
        LocalDate from = LocalDate.of(1994, 1, 1);
        LocalDate until = LocalDate.of(1995, 1, 1);
        return Answer.of(read(file).stream()
                .filter(item ->
                        !item.shipDate().isBefore(from) && item.shipDate().isBefore(until))
                .filter(item -> item.discount() >= 0.05 && item.discount() <= 0.07)
                .filter(item -> item.quantity() < 24)
                .mapToDouble(item -> item.extendedPrice() * item.discount())
                .sum());
    }

    private static Answer measurements(Path file) throws IOException {
        List<Measurement> measurements = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line;
            while ((line = reader.readLine()) != null) {
                String[] fields = line.split(";");
                measurements.add(new Measurement(fields[0], Double.parseDouble(fields[1])));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        measurements.stream()
                .collect(groupingBy(Measurement::station, TreeMap::new, summarizingDouble(Measurement::temperature)))
                .forEach((station, summary) ->
                        rows.add(Answer.row(station, summary.getMin(), summary.getAverage(), summary.getMax())));
        return new Answer(rows);
    }
}

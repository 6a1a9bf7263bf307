package dev.peristyle.benchmarks.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Minimum, mean and maximum by station for contenders that only read. */
final class StationSummary {
    private final Map<String, Station> stations = new HashMap<>();

    /** Adds a measurement. */
    void add(String name, double temperature) {
        Station station = stations.get(name);
        if (station == null) {
            station = new Station();
            stations.put(name, station);
        }
        station.count++;
        station.sum += temperature;
        station.minimum = Math.min(station.minimum, temperature);
        station.maximum = Math.max(station.maximum, temperature);
    }

    /** Station, minimum, mean and maximum, sorted by station as Unicode code units. */
    Answer answer() {
        List<List<String>> rows = new ArrayList<>();
        new TreeMap<>(stations)
                .forEach((name, station) ->
                        rows.add(Answer.row(name, station.minimum, station.sum / station.count, station.maximum)));
        return new Answer(rows);
    }

    private static final class Station {
        private long count;
        private double sum;
        private double minimum = Double.POSITIVE_INFINITY;
        private double maximum = Double.NEGATIVE_INFINITY;
    }
}

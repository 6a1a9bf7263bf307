package dev.peristyle.benchmarks.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The groups of the small job for contenders that only read. */
final class OrderSummary {
    /** The least quantity that counts. */
    static final int MIN_QUANTITY = 10;

    private final Map<String, Group> groups = new HashMap<>();

    /** Adds an order whose quantity is at least {@link #MIN_QUANTITY}. */
    void add(String country, double price, int quantity) {
        Group group = groups.computeIfAbsent(country, absent -> new Group());
        group.count++;
        group.price += price;
        group.revenue += price * quantity;
    }

    /** Country, revenue, mean price and count, sorted by country. */
    Answer answer() {
        List<List<String>> rows = new ArrayList<>();
        new TreeMap<>(groups)
                .forEach((country, group) ->
                        rows.add(Answer.row(country, group.revenue, group.price / group.count, group.count)));
        return new Answer(rows);
    }

    private static final class Group {
        private long count;
        private double price;
        private double revenue;
    }
}

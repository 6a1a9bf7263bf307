package dev.peristyle.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;

/**
 * The groups of TPC-H query 1 for contenders that only read: an array indexed by both letters, the fastest that a
 * caller could write around them.
 */
final class PricingSummary {
    /** The last day that counts, as text; ISO dates sort as text. */
    static final String LAST_DAY = "1998-09-02";

    private static final int LETTERS = 128;

    private final Group[] groups = new Group[LETTERS * LETTERS];

    /** Adds a row whose ship date is at most {@link #LAST_DAY}. */
    void add(char flag, char status, double quantity, double price, double discount, double tax) {
        int index = flag * LETTERS + status;
        Group group = groups[index];
        if (group == null) {
            group = new Group();
            groups[index] = group;
        }
        double discounted = price * (1 - discount);
        group.count++;
        group.quantity += quantity;
        group.price += price;
        group.discount += discount;
        group.discounted += discounted;
        group.charge += discounted * (1 + tax);
    }

    /** Flag, status, four sums, three means and the count, sorted by flag and status. */
    Answer answer() {
        List<List<String>> rows = new ArrayList<>();
        for (int index = 0; index < groups.length; index++) {
            Group group = groups[index];
            if (group != null) {
                rows.add(Answer.row(
                        (char) (index / LETTERS),
                        (char) (index % LETTERS),
                        group.quantity,
                        group.price,
                        group.discounted,
                        group.charge,
                        group.quantity / group.count,
                        group.price / group.count,
                        group.discount / group.count,
                        group.count));
            }
        }
        return new Answer(rows);
    }

    private static final class Group {
        private long count;
        private double quantity;
        private double price;
        private double discount;
        private double discounted;
        private double charge;
    }
}

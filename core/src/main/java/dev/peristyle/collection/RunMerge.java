package dev.peristyle.collection;

import java.util.Comparator;
import org.agrona.UnsafeApi;

/**
 * Merges sorted runs of indexes that follow each other, each with the element that is its next one: a tree of losers, as in Knuth, The Art of
 * Computer Programming, volume 3, 5.4.1. Of equal elements that of the earlier run comes first.
 */
final class RunMerge<R> {

    /**
     * Runs that are merged at a time, a power of two. More need no fewer comparisons, but elements are made once less for each level: to make one takes as
     * long as some comparisons, until the elements that are next no longer fit a cache.
     */
    static final int MAX_WAYS = 512;

    /** So many elements of a run are brought near at a time. */
    private static final int AHEAD = 8;

    private final MadeElements<R> elements;
    private final Comparator<? super R> order;

    /** The next element of each run; null at its end. */
    private R[] heads;

    private int ways;

    /** Addresses of the next index of each run, of its first one and after its last. */
    private long[] next = {};

    private long[] starts = {};

    private long[] ends = {};

    /** Which run has lost at each inner node; the children of node {@code n} are {@code 2 n} and {@code 2 n + 1}. */
    private int[] losers = {};

    RunMerge(MadeElements<R> elements, Comparator<? super R> order) {
        this.elements = elements;
        this.order = order;
    }

    /**
     * Merges runs.
     *
     * @param from address of the indexes
     * @param to address of those of the result
     * @param start the first index
     * @param end after the last
     * @param run the length of each run but the last
     */
    void merge(long from, long to, long start, long end, long run) {
        if (isInOrder(from, start, end, run)) {
            UnsafeApi.copyMemory(from + 4 * start, to + 4 * start, 4 * (end - start));
            return;
        }
        begin((int) ((end - start + run - 1) / run));
        for (int way = 0; way < ways; way++) {
            next[way] = from + 4 * Math.min(end, start + way * run);
            starts[way] = next[way];
            ends[way] = from + 4 * Math.min(end, start + (way + 1) * run);
            heads[way] = head(way);
        }
        int winner = play(1);
        long last = to + 4 * end;
        for (long place = to + 4 * start; place < last; place += 4) {
            UnsafeApi.putInt(place, UnsafeApi.getInt(next[winner]));
            next[winner] += 4;
            heads[winner] = head(winner);
            winner = replay(winner);
        }
    }

    /** Makes room for so many runs, with empty ones up to a power of two. */
    @SuppressWarnings("unchecked") // the array is never given away
    private void begin(int runs) {
        ways = Math.max(2, Integer.highestOneBit(2 * runs - 1));
        if (next.length < ways) {
            heads = (R[]) new Object[ways];
            next = new long[ways];
            starts = new long[ways];
            ends = new long[ways];
            losers = new int[ways];
        }
    }

    private boolean isInOrder(long from, long start, long end, long run) {
        for (long place = start + run; place < end; place += run) {
            if (order.compare(element(from + 4 * (place - 1)), element(from + 4 * place)) > 0) {
                return false;
            }
        }
        return true;
    }

    private R head(int run) {
        long place = next[run];
        if (place == ends[run]) {
            return null;
        }
        if ((place - starts[run]) % (4 * AHEAD) == 0) {
            elements.touch(place, (int) Math.min(AHEAD, ends[run] - place >> 2));
        }
        return element(place);
    }

    private R element(long address) {
        return elements.get(UnsafeApi.getInt(address));
    }

    /** The winner of all runs below a node. */
    private int play(int node) {
        if (node >= ways) {
            return node - ways;
        }
        int left = play(2 * node);
        int right = play(2 * node + 1);
        boolean leftWins = isBefore(left, right);
        losers[node] = leftWins ? right : left;
        return leftWins ? left : right;
    }

    /** The winner, once a run has another head. */
    private int replay(int changed) {
        int winner = changed;
        for (int node = ways + changed >> 1; node > 0; node >>= 1) {
            if (isBefore(losers[node], winner)) {
                int loser = winner;
                winner = losers[node];
                losers[node] = loser;
            }
        }
        return winner;
    }

    private boolean isBefore(int run, int other) {
        R head = heads[run];
        R otherHead = heads[other];
        if (head == null || otherHead == null) {
            return otherHead == null;
        }
        int compared = order.compare(head, otherHead);
        return compared < 0 || compared == 0 && run < other;
    }
}

package dev.peristyle.examples;

import java.util.List;

/**
 * A table of db-benchmark's questions on joins (github.com/h2oai/db-benchmark, {@code J1}): {@code x}, and {@code small},
 * {@code medium} and {@code big} to join it with. The keys {@code id1} to {@code id3} are integers, {@code id4} to {@code id6} the
 * same as text; {@code id1} has a millionth as many different values as {@code x} has rows, {@code id2} a thousandth, and
 * {@code id3} is unique.
 */
final class JoinBlocks extends RowBlocks {

    /** With fewer keys than this nine tenths could not be common. */
    private static final long MIN_KEYS = 10;

    private static final long MILLIONTHS = 100 * 1_000_000L;

    private static final int VALUE = 6;

    private final boolean left;
    private final JoinKeys[] keys;
    private final Permutation[] orders;
    private final RowDraws draws;

    private JoinBlocks(String header, boolean left, long rows, long seed, JoinKeys... keys) {
        super(header, rows);
        this.left = left;
        this.keys = keys;
        this.draws = new RowDraws(seed);
        this.orders = new Permutation[keys.length];
        for (int key = 0; key < keys.length; key++) {
            orders[key] = new Permutation(seed + key + 1, rows);
        }
    }

    /**
     * Describes the four tables.
     *
     * @param rows of {@code x} and of {@code big}, 10 or more; {@code medium} has a thousandth of it and {@code small} a
     *     millionth, but at least 10
     */
    static List<Named> tables(long rows, long seed) {
        JoinKeys few = new JoinKeys(seed * 100 + 1, Math.max(MIN_KEYS, rows / 1_000_000));
        JoinKeys some = new JoinKeys(seed * 100 + 2, Math.max(MIN_KEYS, rows / 1_000));
        JoinKeys many = new JoinKeys(seed * 100 + 3, rows);
        String all = "id1,id2,id3,id4,id5,id6,";
        return List.of(
                new Named("x", new JoinBlocks(all + "v1", true, rows, seed * 100 + 10, few, some, many)),
                new Named("small", new JoinBlocks("id1,id4,v2", false, few.size(), seed * 100 + 20, few)),
                new Named(
                        "medium", new JoinBlocks("id1,id2,id4,id5,v2", false, some.size(), seed * 100 + 30, few, some)),
                new Named("big", new JoinBlocks(all + "v2", false, rows, seed * 100 + 40, few, some, many)));
    }

    @Override
    void putRow(long row, ByteBlock target) {
        int start = target.size();
        for (int key = 0; key < keys.length; key++) {
            target.putNumber(key(row, key));
            target.put(',');
        }
        // the texts are the numbers once more
        int end = target.size();
        int from = start;
        while (from < end) {
            target.putAscii("id");
            from = target.putAgain(from, ',');
        }
        target.putFraction(draws.below(row, VALUE, MILLIONTHS + 1), 6);
    }

    /** Each key comes once in a random place; what is then left of the rows gets any of them. */
    private long key(long row, int key) {
        JoinKeys all = keys[key];
        long place = orders[key].at(row);
        long number = place < all.size() ? place : draws.below(row, key, all.size());
        return left ? all.left(number) : all.right(number);
    }
}

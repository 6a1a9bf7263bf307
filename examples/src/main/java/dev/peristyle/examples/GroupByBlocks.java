package dev.peristyle.examples;

/**
 * The table of db-benchmark's questions on groups (github.com/h2oai/db-benchmark, {@code G1}): six keys, three of text and three of
 * integers, {@code id1}, {@code id2}, {@code id4} and {@code id5} with few different values, {@code id3} and {@code id6} with many,
 * and three values.
 */
final class GroupByBlocks extends RowBlocks {

    private static final int SMALL_VALUES = 5;
    private static final long TEN_THOUSANDTHS = 100 * 10_000;

    private final RowDraws draws;
    private final long few;
    private final long many;

    /**
     * Describes the table.
     *
     * @param rows how many
     * @param groups how many different values the keys with few have, 1 to {@code rows}; the others have {@code rows / groups}
     */
    GroupByBlocks(long rows, long groups, long seed) {
        super("id1,id2,id3,id4,id5,id6,v1,v2,v3", rows);
        this.draws = new RowDraws(seed);
        this.few = groups;
        this.many = rows / groups;
    }

    @Override
    void putRow(long row, ByteBlock target) {
        putText(draws.below(row, 0, few) + 1, 3, target);
        putText(draws.below(row, 1, few) + 1, 3, target);
        putText(draws.below(row, 2, many) + 1, 10, target);
        putNumber(draws.below(row, 3, few) + 1, target);
        putNumber(draws.below(row, 4, few) + 1, target);
        putNumber(draws.below(row, 5, many) + 1, target);
        putNumber(draws.below(row, 6, SMALL_VALUES) + 1, target);
        putNumber(draws.below(row, 7, SMALL_VALUES) + 1, target);
        target.putFraction(draws.below(row, 8, TEN_THOUSANDTHS + 1), 4);
    }

    private static void putText(long number, int digits, ByteBlock target) {
        target.putAscii("id");
        target.putPadded(number, digits);
        target.put(',');
    }

    private static void putNumber(long number, ByteBlock target) {
        target.putNumber(number);
        target.put(',');
    }
}

package dev.peristyle.examples;

/**
 * Wide records of mixed types, to be sorted and made distinct: about 190 bytes each, with nulls, texts with commas and quotes,
 * columns of few and of many different values. A tenth of the records are equal to an earlier one in all columns.
 */
final class RecordBlocks extends RowBlocks {

    private static final String HEADER =
            "id,created,day,country,city,customer,active,priority,quantity,amount,price,score,code,comment";

    private static final String[] COUNTRIES = {
        "AT", "BE", "BR", "CH", "CN", "DE", "ES", "FR", "GB", "IN", "IT", "JP", "NL", "PL", "SE", "US"
    };

    private static final String[] PRIORITIES = {"1-URGENT", "2-HIGH", "3-MEDIUM", "4-LOW", "5-NONE"};

    private static final String[] WORDS = {
        "account",
        "after",
        "basket",
        "before",
        "carefully",
        "customer",
        "delivery",
        "express",
        "final",
        "gift",
        "handle",
        "invoice",
        "left",
        "notice",
        "order",
        "package",
        "pending",
        "quickly",
        "regular",
        "return",
        "road",
        "slowly",
        "special",
        "the",
        "with"
    };

    private static final int DAYS = 3650;
    private static final int FIRST_YEAR = 2015;
    private static final int[] DAYS_OF_MONTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final RowDraws draws;

    RecordBlocks(long rows, long seed) {
        super(HEADER, rows);
        this.draws = new RowDraws(seed);
    }

    @Override
    void putRow(long row, ByteBlock target) {
        boolean repeated = row > 0 && draws.below(row, 0, 10) == 0;
        putRecord(repeated ? original(draws.below(row, 1, row)) : row, target);
    }

    /** An earlier row may itself be a repeated one. */
    private long original(long row) {
        long current = row;
        while (current > 0 && draws.below(current, 0, 10) == 0) {
            current = draws.below(current, 1, current);
        }
        return current;
    }

    private void putRecord(long record, ByteBlock target) {
        target.putNumber(draws.bits(record, 2) >>> 20);
        target.put(',');
        int day = below(record, 3, DAYS);
        putDay(day, target);
        target.put('T');
        putClock(below(record, 4, 86_400), target);
        target.put('.');
        target.putPadded(below(record, 5, 1_000_000), 6);
        target.putAscii("Z,");
        putDay((day + below(record, 6, 60)) % DAYS, target);
        target.put(',');
        target.putAscii(COUNTRIES[below(record, 7, COUNTRIES.length)]);
        target.putAscii(",City ");
        target.putNumber(below(record, 8, 5_000));
        target.putAscii(",Customer#");
        target.putPadded(below(record, 9, 1_000_000), 9);
        target.putAscii(below(record, 10, 3) == 0 ? ",false," : ",true,");
        if (below(record, 11, 20) != 0) {
            target.putAscii(PRIORITIES[below(record, 12, PRIORITIES.length)]);
        }
        target.put(',');
        target.putNumber(below(record, 13, 1_000));
        target.put(',');
        if (below(record, 14, 2) == 0) {
            target.put('-');
        }
        target.putHundredths(below(record, 15, 100_000_000));
        target.put(',');
        target.putFraction(draws.below(record, 16, 1_000_000_000_000L), 6);
        target.put(',');
        if (below(record, 17, 10) != 0) {
            target.putFraction(below(record, 18, 1_000_000_001), 9);
        }
        target.put(',');
        putCode(draws.bits(record, 19), target);
        target.put(',');
        putComment(record, target);
    }

    private int below(long record, int column, int bound) {
        return (int) draws.below(record, column, bound);
    }

    /** A day by its number, leap days left out. */
    private static void putDay(int number, ByteBlock target) {
        int day = number % 365;
        int month = 0;
        while (day >= DAYS_OF_MONTHS[month]) {
            day -= DAYS_OF_MONTHS[month++];
        }
        target.putPadded(FIRST_YEAR + number / 365, 4);
        target.put('-');
        target.putPadded(month + 1, 2);
        target.put('-');
        target.putPadded(day + 1, 2);
    }

    private static void putClock(int second, ByteBlock target) {
        target.putPadded(second / 3600, 2);
        target.put(':');
        target.putPadded(second / 60 % 60, 2);
        target.put(':');
        target.putPadded(second % 60, 2);
    }

    /** Twelve letters. */
    private static void putCode(long bits, ByteBlock target) {
        for (int letter = 0; letter < 12; letter++) {
            target.put((char) ('a' + (bits >>> 5 * letter & 15)));
        }
    }

    /** Up to twelve words; some comments hold a comma, some quotes, some are null. */
    private void putComment(long record, ByteBlock target) {
        int words = below(record, 20, 13);
        boolean comma = below(record, 21, 8) == 0;
        boolean quotes = below(record, 22, 50) == 0;
        if (words == 0) {
            return;
        }
        if (comma || quotes) {
            target.put('"');
        }
        for (int word = 0; word < words; word++) {
            if (word > 0) {
                target.putAscii(comma && word == 1 ? ", " : " ");
            }
            String text = WORDS[below(record, 23 + word, WORDS.length)];
            target.putAscii(quotes && word == 0 ? "\"\"" + text + "\"\"" : text);
        }
        if (comma || quotes) {
            target.put('"');
        }
    }
}

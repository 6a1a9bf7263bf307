package dev.peristyle.examples;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/**
 * A table of a shop as its systems export it: {@code customers} in several versions, {@code products}, {@code orders}, and the
 * {@code items} of orders. Names are in quotes where they need them, some values are missing, all are in the order of their numbers, some items have no order, and about one in
 * a thousand of the orders and items is malformed.
 */
final class ShopBlocks extends RowBlocks {

    /** Items of an order. */
    private static final int ITEMS = 3;

    private static final int ORDERS_OF_A_CUSTOMER = 20;
    private static final int ROWS_A_PRODUCT = 2_000;
    private static final int MIN_PRODUCTS = 40;
    private static final LocalDate FIRST_DAY = LocalDate.of(2022, 1, 1);
    private static final int DAYS = 3 * 365;

    private static final byte[][] FIRST_NAMES =
            bytes("Ada", "Ben", "Chloé", "David", "Emma", "Jürgen", "Łucja", "Noor");

    private static final byte[][] LAST_NAMES =
            bytes("Ångström", "Brown", "Costa", "Dubois", "Müller", "Novak", "Rossi", "Smith", "de Vries", "Yılmaz");

    private static final String[] COUNTRIES = {
        "AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "IT", "NL", "NO", "PL", "PT", "SE"
    };

    private static final String[] SEGMENTS = {"business", "private", "school"};
    private static final String[] CATEGORIES = {
        "books", "garden", "kitchen", "music", "office", "sports", "tools", "toys"
    };
    private static final String[] ADJECTIVES = {"Blue", "Compact", "Heavy", "Large", "Plain", "Small"};
    private static final String[] THINGS = {"box", "case", "frame", "holder", "kit", "set"};
    private static final String[] STATUSES = {"SHIPPED", "PAID", "OPEN", "CANCELLED"};

    /** Writes the columns of a row. */
    private interface Columns {

        void put(ShopBlocks table, long row, ByteBlock target);
    }

    private final Columns columns;
    private final long products;
    private final long orders;
    private final long customers;
    private final RowDraws draws;

    private ShopBlocks(String header, long rows, long items, long seed, Columns columns) {
        super(header, rows);
        this.columns = columns;
        this.products = MIN_PRODUCTS + items / ROWS_A_PRODUCT;
        this.orders = orders(items);
        this.customers = customers(items);
        this.draws = new RowDraws(seed);
    }

    /**
     * Describes the four tables.
     *
     * @param items rows of {@code items}; the others have fewer
     */
    static List<Named> tables(long items, long seed) {
        return List.of(
                new Named(
                        "customers",
                        new ShopBlocks(
                                "customer_id,changed,customer,country,segment",
                                2 * customers(items),
                                items,
                                seed * 100 + 10,
                                ShopBlocks::putCustomer)),
                new Named(
                        "products",
                        new ShopBlocks(
                                "product_id,product,category",
                                MIN_PRODUCTS + items / ROWS_A_PRODUCT,
                                items,
                                seed * 100 + 20,
                                ShopBlocks::putProduct)),
                new Named(
                        "orders",
                        new ShopBlocks(
                                "order_id,customer_id,day,status,discount",
                                orders(items),
                                items,
                                seed * 100 + 30,
                                ShopBlocks::putOrder)),
                new Named(
                        "items",
                        new ShopBlocks(
                                "order_id,line,product_id,quantity,price",
                                items,
                                items,
                                seed * 100 + 40,
                                ShopBlocks::putItem)));
    }

    private static long orders(long items) {
        return (items + ITEMS - 1) / ITEMS;
    }

    private static long customers(long items) {
        return 1 + orders(items) / ORDERS_OF_A_CUSTOMER;
    }

    private static byte[][] bytes(String... texts) {
        byte[][] bytes = new byte[texts.length][];
        for (int text = 0; text < texts.length; text++) {
            bytes[text] = texts[text].getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }

    @Override
    void putRow(long row, ByteBlock target) {
        columns.put(this, row, target);
    }

    /** Each customer comes once in the first half of the rows, and any of them in the second half. */
    private void putCustomer(long row, ByteBlock target) {
        long customer = row < customers ? row : draws.below(row, 0, customers);
        target.putNumber(customer + 1);
        target.put(',');
        putDay(below(row, 1, DAYS), target);
        target.put(',');
        putName(row, target);
        target.put(',');
        if (below(row, 2, 40) != 0) {
            target.putAscii(COUNTRIES[below(row, 3, COUNTRIES.length)]);
        }
        target.put(',');
        target.putAscii(SEGMENTS[below(row, 4, SEGMENTS.length)]);
    }

    /** A few have none, some a comma or quotes in it. */
    private void putName(long row, ByteBlock target) {
        byte[] first = FIRST_NAMES[below(row, 5, FIRST_NAMES.length)];
        byte[] last = LAST_NAMES[below(row, 6, LAST_NAMES.length)];
        switch (below(row, 7, 50)) {
            case 0 -> {}
            case 1, 2, 3 -> {
                target.put('"');
                target.put(last);
                target.putAscii(", ");
                target.put(first);
                target.put('"');
            }
            case 4 -> {
                target.put('"');
                target.put(first);
                target.putAscii(" \"\"");
                target.put(FIRST_NAMES[below(row, 8, FIRST_NAMES.length)]);
                target.putAscii("\"\" ");
                target.put(last);
                target.put('"');
            }
            default -> {
                target.put(first);
                target.put(' ');
                target.put(last);
            }
        }
    }

    private void putProduct(long row, ByteBlock target) {
        target.putNumber(row + 1);
        target.put(',');
        boolean quoted = below(row, 0, 10) == 0;
        target.putAscii(quoted ? "\"" : "");
        target.putAscii(ADJECTIVES[below(row, 1, ADJECTIVES.length)]);
        target.put(' ');
        target.putAscii(THINGS[below(row, 2, THINGS.length)]);
        if (quoted) {
            target.putAscii(", 12\"\"\"");
        }
        target.put(',');
        target.putAscii(CATEGORIES[below(row, 3, CATEGORIES.length)]);
    }

    /** Orders are in the order of their days; some are those of guests. */
    private void putOrder(long row, ByteBlock target) {
        int fault = below(row, 0, 4_000);
        target.putNumber(row + 1);
        target.put(',');
        if (below(row, 1, 50) != 0) {
            target.putNumber(1 + draws.below(row, 2, customers));
        }
        target.put(',');
        if (fault == 1) {
            // too few fields
            target.putAscii("OPEN");
            return;
        }
        if (fault == 2) {
            target.putAscii("2023-02-30");
        } else {
            putDay((int) (row * DAYS / orders), target);
        }
        target.put(',');
        target.putAscii(STATUSES[Math.max(0, below(row, 3, 10) - 6)]);
        target.put(',');
        if (below(row, 4, 3) == 0) {
            target.putHundredths(5L * (1 + below(row, 5, 4)));
        }
        if (fault == 3) {
            target.putAscii(",again");
        }
    }

    private void putItem(long row, ByteBlock target) {
        int fault = below(row, 0, 4_000);
        if (fault != 4) {
            target.putNumber(row / ITEMS + 1);
        }
        target.put(',');
        target.putNumber(row % ITEMS + 1);
        target.put(',');
        target.putNumber(1 + draws.below(row, 1, products));
        target.put(',');
        if (fault == 1) {
            target.putAscii("two");
        } else if (below(row, 2, 100) != 0) {
            target.putNumber(1 + below(row, 3, 12));
        }
        if (fault == 2) {
            // too few fields
            return;
        }
        target.put(',');
        target.putHundredths(99L + below(row, 4, 40_000));
        if (fault == 3) {
            // more digits than a price has
            target.put('5');
        }
    }

    private int below(long row, int column, int bound) {
        return (int) draws.below(row, column, bound);
    }

    private static void putDay(int number, ByteBlock target) {
        target.putAscii(FIRST_DAY.plusDays(number).toString());
    }
}

package dev.peristyle.benchmarks.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Files that are unlike a table of orders. The name of a column says its type: {@code i0} holds whole numbers, {@code
 * s1} strings; so a reader needs nothing but the file.
 */
public enum Shape {
    /** 1,000 columns of whole numbers of 1 to 6 digits. */
    WIDE("i".repeat(1000), 1 << 10) {
        @Override
        void field(Random random, int column, StringBuilder row) {
            row.append(random.nextInt(1 << random.nextInt(20)));
        }
    },
    /** One column of whole numbers of 1 to 9 digits: a field is a row. */
    NARROW("i", 1 << 20) {
        @Override
        void field(Random random, int column, StringBuilder row) {
            row.append(random.nextInt(1 << random.nextInt(30)));
        }
    },
    /** A number and a text of 10 KB. */
    LONG_STRINGS("is", 1 << 10) {
        @Override
        void field(Random random, int column, StringBuilder row) {
            if (column == 0) {
                row.append(random.nextInt(1000));
            } else {
                text(random, 10_240, row);
            }
        }
    },
    /** Six columns, every field in quotes, the header too. */
    ALL_QUOTED("isisis", 1 << 16) {
        @Override
        void field(Random random, int column, StringBuilder row) {
            row.append('"');
            if (column % 2 == 0) {
                row.append(random.nextInt(1_000_000));
            } else {
                text(random, random.nextInt(20), row);
            }
            row.append('"');
        }
    },
    /** Texts with line feeds, commas and doubled quotes between quotes. */
    QUOTED_NEWLINES("iss", 1 << 15) {
        @Override
        void field(Random random, int column, StringBuilder row) {
            if (column == 0) {
                row.append(random.nextInt(1_000_000));
                return;
            }
            row.append('"');
            for (int lines = random.nextInt(6); lines > 0; lines--) {
                text(random, random.nextInt(30), row);
                row.append(random.nextInt(8) == 0 ? "\"\"" : ", ").append('\n');
            }
            row.append('"');
        }
    },
    /** Fifty columns of one digit. */
    SHORT_FIELDS("i".repeat(50), 1 << 16) {
        @Override
        void field(Random random, int column, StringBuilder row) {
            row.append((char) ('0' + random.nextInt(10)));
        }
    };

    private final String kinds;
    private final int rows;

    Shape(String kinds, int rows) {
        this.kinds = kinds;
        this.rows = rows;
    }

    /**
     * Returns how many rows a file of size 1 has.
     *
     * @return rows
     */
    public int rows() {
        return rows;
    }

    /**
     * Writes a file of this shape; the same size always gives the same bytes.
     *
     * @param size how many times {@link #rows()} rows
     * @param file where to, replaced if it exists
     * @throws IOException if the file cannot be written
     */
    public void write(int size, Path file) throws IOException {
        Random random = new Random(ordinal());
        StringBuilder row = new StringBuilder();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int column = 0; column < kinds.length(); column++) {
                String name = "" + kinds.charAt(column) + column;
                row.append(column == 0 ? "" : ",").append(this == ALL_QUOTED ? '"' + name + '"' : name);
            }
            for (long index = 0; index < (long) size * rows; index++) {
                out.append(row.append('\n'));
                row.setLength(0);
                for (int column = 0; column < kinds.length(); column++) {
                    if (column > 0) {
                        row.append(',');
                    }
                    field(random, column, row);
                }
            }
            out.append(row.append('\n'));
        }
    }

    abstract void field(Random random, int column, StringBuilder row);

    private static void text(Random random, int length, StringBuilder row) {
        for (int index = 0; index < length; index++) {
            row.append((char) ('a' + random.nextInt(26)));
        }
    }
}

package dev.peristyle.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** About 10 KB of orders: {@code id,country,price,quantity}, the input of jobs that run many times on little data. */
public final class SmallFile {
    /** How many rows the file has. */
    public static final int ROWS = 450;

    private static final String[] COUNTRIES = {"Austria", "Benin", "Chile", "Denmark", "Egypt", "Fiji", "Ghana"};

    private SmallFile() {}

    /**
     * Writes the file; always the same bytes.
     *
     * @param file where to, replaced if it exists
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file) throws IOException {
        Random random = new Random(10);
        StringBuilder text = new StringBuilder("id,country,price,quantity\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(row)
                    .append(',')
                    .append(COUNTRIES[random.nextInt(COUNTRIES.length)])
                    .append(',');
            text.append(random.nextInt(100_000) / 100.0)
                    .append(',')
                    .append(random.nextInt(50))
                    .append('\n');
        }
        Files.writeString(file, text);
    }
}

package dev.peristyle.benchmarks.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Measurements in the format of the One Billion Row Challenge: {@code station;temperature} without a header, 413
 * stations, temperatures with one digit after the point between -99.9 and 99.9.
 */
public final class MeasurementsFile {
    /** How many stations the challenge's generator knows. */
    public static final int STATIONS = 413;

    private static final String[] SYLLABLES = {
        "Ab", "ka", "ri", "São", "tun", "el", "mo", "Zü", "rich", "va", "Nou", "ak", "chott", "be", "lo", "Ha", "mi"
    };

    private MeasurementsFile() {}

    /**
     * Writes measurements; the same number always gives the same bytes.
     *
     * @param rows how many, at least 0
     * @param file where to, replaced if it exists
     * @return {@code rows}
     * @throws IOException if the file cannot be written
     */
    public static long write(long rows, Path file) throws IOException {
        Random random = new Random(413);
        List<String> stations = stations(random);
        double[] means = random.doubles(STATIONS, -20, 35).toArray();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (long row = 0; row < rows; row++) {
                int station = random.nextInt(STATIONS);
                long tenths = Math.round((means[station] + random.nextGaussian() * 10) * 10);
                long limited = Math.max(-999, Math.min(999, tenths));
                out.write(stations.get(station));
                out.write(limited < 0 ? ";-" : ";");
                out.write(Long.toString(Math.abs(limited) / 10));
                out.write('.');
                out.write((char) ('0' + Math.abs(limited) % 10));
                out.write('\n');
            }
        }
        return rows;
    }

    /** Names of 1 to 9 syllables, among them some that are not ASCII, all different. */
    private static List<String> stations(Random random) {
        List<String> names = new ArrayList<>();
        while (names.size() < STATIONS) {
            StringBuilder name = new StringBuilder();
            for (int syllables = 1 + random.nextInt(1 + random.nextInt(9)); syllables > 0; syllables--) {
                name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            if (!names.contains(name.toString())) {
                names.add(name.toString());
            }
        }
        return names;
    }
}

package dev.peristyle.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The rows of the One Billion Row Challenge: a station drawn from the 413 of the challenge, a semicolon, and a temperature
 * drawn from a normal distribution around the station's mean, with one decimal.
 */
final class MeasurementBlocks implements BlockSource {

    private static final int ROWS_A_BLOCK = 1 << 18;

    /** The challenge draws with a standard deviation of 10 degrees. */
    private static final double DEVIATION_TENTHS = 100;

    private static final int MAX_TENTHS = 999;

    /** {@code "-99.9\n"} to {@code "99.9\n"}, each packed into one word, so that a temperature is one store. */
    private static final long[] TEMPERATURES = new long[2 * MAX_TENTHS + 1];

    private static final int[] TEMPERATURE_LENGTHS = new int[2 * MAX_TENTHS + 1];

    static {
        for (int tenths = -MAX_TENTHS; tenths <= MAX_TENTHS; tenths++) {
            int absolute = Math.abs(tenths);
            String text = (tenths < 0 ? "-" : "") + absolute / 10 + "." + absolute % 10 + "\n";
            for (int index = text.length() - 1; index >= 0; index--) {
                TEMPERATURES[tenths + MAX_TENTHS] = TEMPERATURES[tenths + MAX_TENTHS] << 8 | text.charAt(index);
            }
            TEMPERATURE_LENGTHS[tenths + MAX_TENTHS] = text.length();
        }
    }

    private final long rows;
    private final long seed;
    private final byte[][] stations;
    private final double[] meanTenths;

    MeasurementBlocks(long rows, long seed) {
        this.rows = rows;
        this.seed = seed;
        List<String> lines = stationLines();
        this.stations = new byte[lines.size()][];
        this.meanTenths = new double[lines.size()];
        for (int index = 0; index < stations.length; index++) {
            String line = lines.get(index);
            int separator = line.indexOf(';');
            stations[index] = line.substring(0, separator + 1).getBytes(StandardCharsets.UTF_8);
            meanTenths[index] = Double.parseDouble(line.substring(separator + 1)) * 10;
        }
    }

    @Override
    public long blockCount() {
        return (rows + ROWS_A_BLOCK - 1) / ROWS_A_BLOCK;
    }

    @Override
    public long fill(long block, ByteBlock target) {
        int rowCount = (int) Math.min(ROWS_A_BLOCK, rows - block * ROWS_A_BLOCK);
        // the first number of a generator seeded per block, as neighbouring seeds alone would be too much alike
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + block).split();
        for (int row = 0; row < rowCount; row++) {
            int station = random.nextInt(stations.length);
            long tenths = Math.round(meanTenths[station] + DEVIATION_TENTHS * random.nextGaussian());
            int temperature = (int) Math.max(-MAX_TENTHS, Math.min(MAX_TENTHS, tenths)) + MAX_TENTHS;
            target.reserveRow();
            target.put(stations[station]);
            target.putPacked(TEMPERATURES[temperature], TEMPERATURE_LENGTHS[temperature]);
        }
        return rowCount;
    }

    private static List<String> stationLines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                MeasurementBlocks.class.getResourceAsStream("stations.csv"), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException exception) {
            throw new UncheckedIOException("the list of stations cannot be read", exception);
        }
    }
}

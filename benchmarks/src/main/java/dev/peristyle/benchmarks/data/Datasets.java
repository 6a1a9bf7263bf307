package dev.peristyle.benchmarks.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files that benchmarks read. A path given by the caller is used as it is; without one, or with an empty one, a
 * small file is generated once into the directory for temporary files, so that every benchmark runs anywhere.
 */
public final class Datasets {
    private static final double SMALL_SCALE = 0.01;
    private static final long SMALL_MEASUREMENTS = 500_000;

    private Datasets() {}

    /**
     * Finds lineitem, see {@link LineitemFile}.
     *
     * @param path a file, or empty for 60,175 generated rows
     * @return the file
     */
    public static Path lineitem(String path) {
        return given(path, "lineitem-" + SMALL_SCALE + ".csv", file -> LineitemFile.write(SMALL_SCALE, file));
    }

    /**
     * Finds measurements, see {@link MeasurementsFile}.
     *
     * @param path a file, or empty for 500,000 generated rows
     * @return the file
     */
    public static Path measurements(String path) {
        return given(
                path,
                "measurements-" + SMALL_MEASUREMENTS + ".txt",
                file -> MeasurementsFile.write(SMALL_MEASUREMENTS, file));
    }

    /**
     * Generates a file of a shape.
     *
     * @param shape what the file is like
     * @param size how many times {@link Shape#rows()} rows
     * @return the file
     */
    public static Path shape(Shape shape, int size) {
        return given("", shape + "-" + size + ".csv", file -> shape.write(size, file));
    }

    /**
     * Generates lineitem in another dialect.
     *
     * @param form how it is written
     * @param scale the TPC-H scale factor, above 0; 0.1 gives 600,572 rows
     * @return the file
     */
    public static Path dialect(DialectForm form, double scale) {
        return given("", form + "-" + scale + ".csv", file -> form.write(scale, file));
    }

    /**
     * Generates the small file, see {@link SmallFile}.
     *
     * @return the file
     */
    public static Path small() {
        return given("", "small.csv", SmallFile::write);
    }

    /**
     * Names the directory of what is generated here.
     *
     * @return a directory that may not exist yet
     */
    public static Path directory() {
        return Path.of(System.getProperty("java.io.tmpdir"), "peristyle-benchmarks-" + System.getProperty("user.name"));
    }

    private static Path given(String path, String name, Generator generator) {
        if (!path.isEmpty()) {
            Path given = Path.of(path);
            if (!Files.isRegularFile(given)) {
                throw new IllegalArgumentException("No such file: " + given.toAbsolutePath());
            }
            return given;
        }
        Path file = directory().resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(directory());
                // a process that is killed half-way leaves no file that looks whole
                Path unfinished = Files.createTempFile(directory(), name, ".unfinished");
                generator.write(unfinished);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot generate " + file, e);
        }
        return file;
    }

    private interface Generator {
        void write(Path file) throws IOException;
    }
}

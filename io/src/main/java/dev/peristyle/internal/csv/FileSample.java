package dev.peristyle.internal.csv;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.csv.detect.Detection;
import dev.peristyle.internal.csv.detect.Detector;
import dev.peristyle.internal.file.Decoding;
import dev.peristyle.internal.file.Decoding.Compression;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** The first bytes of a file, decompressed, for a detection. */
final class FileSample {
    /** Of a text with few characters beyond ASCII, so much tells its charset; much less tells its dialect. */
    private static final int BYTES = 256 << 10;

    private FileSample() {}

    /**
     * Looks at the beginning of a file.
     *
     * @throws DataAccessException if it cannot be read, or what it is compressed with is damaged
     * @throws MalformedDataException if it is a file of another kind
     */
    static Detection detect(InputFile input) {
        Path path = input.path();
        try (BufferedInputStream file = new BufferedInputStream(input.open())) {
            file.mark(Decoding.BYTES);
            Compression compression = Decoding.compressionOf(file.readNBytes(Decoding.BYTES));
            file.reset();
            try (InputStream in = Decoding.decompressed(compression, file)) {
                byte[] sample = in.readNBytes(BYTES);
                String other = OtherFormat.of(Arrays.copyOf(sample, Math.min(sample.length, OtherFormat.BYTES)));
                if (other != null) {
                    throw new MalformedDataException(path + ": the file " + other, path.toString(), 1, 0, null);
                }
                return Detector.detect(sample, sample.length < BYTES, compression);
            }
        } catch (IOException failure) {
            throw FileErrors.reading(path, failure);
        }
    }
}

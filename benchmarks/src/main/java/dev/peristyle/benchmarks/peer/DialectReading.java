package dev.peristyle.benchmarks.peer;

import com.github.luben.zstd.ZstdInputStream;
import dev.peristyle.benchmarks.data.Datasets;
import dev.peristyle.benchmarks.data.DialectForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads lineitem in one of its forms. */
public final class DialectReading {
    private static final int BUFFER = 1 << 16;

    private final DialectForm form;
    private final Path file;
    private final PeristyleContender reader;

    /**
     * Finds the file, or makes it.
     *
     * @param form how it is written
     * @param scale the TPC-H scale factor
     * @param threads how many threads parse
     */
    public DialectReading(DialectForm form, double scale, int threads) {
        this.form = form;
        this.file = Datasets.dialect(form, scale);
        this.reader = new PeristyleContender(threads, false);
    }

    /**
     * Reads all 16 columns.
     *
     * @return sums of numbers and largest values of others
     * @throws IOException if the file for bad rows cannot be deleted
     */
    public Answer allColumns() throws IOException {
        Path rejects = Datasets.directory().resolve(form + "-rejects.csv");
        Files.deleteIfExists(rejects);
        Answer answer = reader.allColumns(file, form.options(rejects));
        Files.deleteIfExists(rejects);
        return answer;
    }

    /**
     * Only decompresses the file, with the stream of the JDK or of zstd-jni.
     *
     * @return bytes of its text
     * @throws IOException if it cannot be read
     */
    public long decompress() throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file);
                InputStream text =
                        form == DialectForm.GZIP ? new GZIPInputStream(in, BUFFER) : new ZstdInputStream(in)) {
            int count = text.read(buffer);
            while (count >= 0) {
                bytes += count;
                count = text.read(buffer);
            }
        }
        return bytes;
    }

    /**
     * Tells how long the file is.
     *
     * @return bytes
     * @throws IOException if it cannot be read
     */
    public long bytes() throws IOException {
        return Files.size(file);
    }
}

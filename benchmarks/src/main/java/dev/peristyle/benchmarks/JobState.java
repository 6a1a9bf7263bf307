package dev.peristyle.benchmarks;

import dev.peristyle.benchmarks.data.Datasets;
import dev.peristyle.benchmarks.kernel.Kernels;
import dev.peristyle.benchmarks.peer.Answer;
import dev.peristyle.benchmarks.peer.Contender;
import dev.peristyle.benchmarks.peer.Contenders;
import dev.peristyle.benchmarks.peer.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A contender and the file that it reads; what the benchmarks of whole jobs share. */
@State(Scope.Thread)
public abstract class JobState {
    /** How many threads the contender may use. */
    @Param("1")
    public int threads = 1;

    private Contender contender;
    private Path input;
    private Path output;
    private long inputBytes;

    /**
     * Names the contender.
     *
     * @return one of {@link Contenders#NAMES}
     */
    abstract String contender();

    /**
     * Names the job of a contender.
     *
     * @param chosen the contender
     * @return the job
     */
    abstract Job job(Contender chosen);

    /**
     * Finds the file to read.
     *
     * @return a file that exists
     */
    abstract Path input();

    /**
     * Opens the contender and finds the files.
     *
     * @throws IOException if a file cannot be read or made
     * @throws SQLException if a database cannot be opened
     */
    @Setup(Level.Trial)
    public void open() throws IOException, SQLException {
        Kernels.check();
        input = input();
        inputBytes = Files.size(input);
        Files.createDirectories(Datasets.directory());
        output = Files.createTempFile(Datasets.directory(), "output", ".csv");
        contender = Contenders.open(contender(), threads);
    }

    /**
     * Closes the contender and deletes the output.
     *
     * @throws IOException if the output cannot be deleted
     */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        contender.close();
        Files.delete(output);
    }

    /**
     * Does the job once.
     *
     * @param read counts what was read
     * @return the answer
     * @throws IOException if a file cannot be read or written
     * @throws SQLException if a database fails
     */
    final Answer run(Read read) throws IOException, SQLException {
        Answer answer = run();
        read.bytes += inputBytes;
        return answer;
    }

    /**
     * Does the job once.
     *
     * @return the answer
     * @throws IOException if a file cannot be read or written
     * @throws SQLException if a database fails
     */
    final Answer run() throws IOException, SQLException {
        return contender.run(job(contender), input, output);
    }

    /** Bytes of input, which the harness gives per second. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Read {
        /** Bytes read. */
        public long bytes;
    }
}

package dev.peristyle.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** One library, or one way to write a program, and the jobs that it does. Not for use by several threads at once. */
public final class Contender implements AutoCloseable {
    /** How a job is done. */
    @FunctionalInterface
    public interface Task {
        /**
         * Reads a file and answers.
         *
         * @param input the file to read
         * @param output the file to write, replaced if it exists; {@code null} for jobs that only read
         * @return the answer
         * @throws IOException if a file cannot be read or written
         * @throws SQLException if a database fails
         */
        Answer run(Path input, Path output) throws IOException, SQLException;
    }

    /**
     * What a contender says of its last job.
     *
     * @param firstRun when it began to run the job, as {@link System#nanoTime} has it
     * @param busy how long threads worked on it, all together
     */
    public record Times(long firstRun, Duration busy) {}

    private Supplier<Times> times = () -> null;
    private final String name;
    private final AutoCloseable resource;
    private final Map<Job, Task> tasks = new EnumMap<>(Job.class);

    /**
     * A contender that does nothing yet.
     *
     * @param name as in parameters and tables
     * @param resource what {@link #close()} closes
     */
    Contender(String name, AutoCloseable resource) {
        this.name = name;
        this.resource = resource;
    }

    /** Adds a job that reads only. */
    Contender does(Job job, Reading task) {
        tasks.put(job, (input, output) -> task.run(input));
        return this;
    }

    /** Adds a job that writes. */
    Contender writes(Job job, Task task) {
        tasks.put(job, task);
        return this;
    }

    /** Says who knows its times. */
    Contender tells(Supplier<Times> told) {
        times = told;
        return this;
    }

    /**
     * Tells how long the last job took, as the contender sees it.
     *
     * @return its times; null where it does not know them
     */
    public Times times() {
        return times.get();
    }

    /**
     * Names the contender.
     *
     * @return the name as in parameters and tables
     */
    public String name() {
        return name;
    }

    /**
     * Lists what it does.
     *
     * @return the jobs
     */
    public Set<Job> jobs() {
        return tasks.keySet();
    }

    /**
     * Does a job.
     *
     * @param job one of {@link #jobs()}
     * @param input the file to read
     * @param output the file to write, replaced if it exists; {@code null} for jobs that only read
     * @return the answer, checked by nobody
     * @throws IOException if a file cannot be read or written
     * @throws SQLException if a database fails
     */
    public Answer run(Job job, Path input, Path output) throws IOException, SQLException {
        Task task = tasks.get(job);
        if (task == null) {
            throw new UnsupportedOperationException(name + " does " + jobs() + ", not " + job);
        }
        return task.run(input, output);
    }

    @Override
    public void close() {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot close " + name, e);
        }
    }

    /** How a job that reads only is done. */
    @FunctionalInterface
    interface Reading {
        Answer run(Path input) throws IOException, SQLException;
    }
}

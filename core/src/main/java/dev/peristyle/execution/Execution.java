package dev.peristyle.execution;

import java.nio.file.Path;
import java.util.Objects;

/** The settings of a run. Immutable; can be used for any number of runs. */
public final class Execution {

    private static final Execution DEFAULTS = builder().build();

    private final long memoryLimit;
    private final int threads;
    private final Path temporaryDirectory;
    private final CancellationToken cancellation;
    private final ProgressListener progress;
    private final boolean traceAllocations;

    private Execution(Builder builder) {
        this.memoryLimit = builder.memoryLimit;
        this.threads = builder.threads;
        this.temporaryDirectory = builder.temporaryDirectory;
        this.cancellation = builder.cancellation;
        this.progress = builder.progress;
        this.traceAllocations = builder.traceAllocations;
    }

    /**
     * The settings of a run that names none.
     *
     * @return the defaults, as listed at {@link Builder}
     */
    public static Execution defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * So many binary megabytes, for {@link Builder#memoryLimit}.
     *
     * @param count how many
     * @return {@code count} × 1,048,576
     */
    public static long megabytes(long count) {
        return Math.multiplyExact(count, 1L << 20);
    }

    /**
     * Returns the most off-heap bytes that a run may hold, mapped windows included.
     *
     * @return bytes
     */
    public long memoryLimit() {
        return memoryLimit;
    }

    /**
     * Returns the threads that work on a run.
     *
     * @return 1 or more
     */
    public int threads() {
        return threads;
    }

    /**
     * Returns where temporary files go.
     *
     * @return a directory
     */
    public Path temporaryDirectory() {
        return temporaryDirectory;
    }

    /**
     * Returns the token that stops the run.
     *
     * @return the token
     */
    public CancellationToken cancellation() {
        return cancellation;
    }

    /**
     * Returns who is told about progress.
     *
     * @return the listener
     */
    public ProgressListener progress() {
        return progress;
    }

    /**
     * Says whether each allocation remembers where it was made.
     *
     * @return true if so
     */
    public boolean traceAllocations() {
        return traceAllocations;
    }

    /**
     * Collects settings. Defaults: {@code memoryLimit} = 256 MiB, {@code threads} = 1, {@code temporaryDirectory} =
     * {@code java.io.tmpdir}, {@code cancellation} = a token that nobody holds, {@code progress} = none,
     * {@code traceAllocations} = false. Not thread-safe.
     */
    public static final class Builder {

        private long memoryLimit = megabytes(256);
        private int threads = 1;
        private Path temporaryDirectory = Path.of(System.getProperty("java.io.tmpdir"));
        private CancellationToken cancellation = new CancellationToken();
        private ProgressListener progress = ProgressListener.NONE;
        private boolean traceAllocations;

        private Builder() {}

        /**
         * Sets the most off-heap bytes that the run may hold, mapped windows included.
         *
         * @param bytes at least 1
         * @return this builder
         */
        public Builder memoryLimit(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("the memory limit must be positive: " + bytes);
            }
            this.memoryLimit = bytes;
            return this;
        }

        /**
         * Sets the threads that work on the run. The rows and their order do not depend on it.
         *
         * @param count 1 to 1024
         * @return this builder
         */
        public Builder threads(int count) {
            if (count < 1 || count > 1024) {
                throw new IllegalArgumentException("threads must be 1 to 1024: " + count);
            }
            this.threads = count;
            return this;
        }

        /**
         * Sets where temporary files go.
         *
         * @param directory an existing directory
         * @return this builder
         */
        public Builder temporaryDirectory(Path directory) {
            this.temporaryDirectory = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /**
         * Sets the token that stops the run from another thread.
         *
         * @param token the token
         * @return this builder
         */
        public Builder cancellation(CancellationToken token) {
            this.cancellation = Objects.requireNonNull(token, "token");
            return this;
        }

        /**
         * Sets who is told about progress.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder progress(ProgressListener listener) {
            this.progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Makes leak reports name the place of each allocation, at the price of a stack trace for each.
         *
         * @param enabled true to remember
         * @return this builder
         */
        public Builder traceAllocations(boolean enabled) {
            this.traceAllocations = enabled;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         */
        public Execution build() {
            return new Execution(this);
        }
    }
}

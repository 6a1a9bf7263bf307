package dev.peristyle.execution;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/** The settings of a run. Immutable; can be used for any number of runs. */
public final class Execution {

    private static final Execution DEFAULTS = builder().build();

    private final long memoryLimit;
    private final MemoryBudget memoryBudget;
    private final int threads;
    private final Path temporaryDirectory;
    private final long maxSpillBytes;
    private final boolean encryptSpilled;
    private final CancellationToken cancellation;
    private final ProgressListener progress;
    private final Consumer<RunReport> report;
    private final Consumer<RunProfile> profile;
    private final boolean traceAllocations;

    private Execution(Builder builder) {
        this.memoryLimit = builder.memoryLimit;
        this.memoryBudget = builder.memoryBudget;
        this.threads = builder.threads;
        this.temporaryDirectory = builder.temporaryDirectory;
        this.maxSpillBytes = builder.maxSpillBytes;
        this.encryptSpilled = builder.encryptSpilled;
        this.cancellation = builder.cancellation;
        this.progress = builder.progress;
        this.report = builder.report;
        this.profile = builder.profile;
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
     * Starts from these settings.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.memoryLimit = memoryLimit;
        builder.memoryBudget = memoryBudget;
        builder.threads = threads;
        builder.temporaryDirectory = temporaryDirectory;
        builder.maxSpillBytes = maxSpillBytes;
        builder.encryptSpilled = encryptSpilled;
        builder.cancellation = cancellation;
        builder.progress = progress;
        builder.report = report;
        builder.profile = profile;
        builder.traceAllocations = traceAllocations;
        return builder;
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
        return memoryLimit == 0 ? DefaultMemoryLimit.get().bytes() : memoryLimit;
    }

    /**
     * Says what the memory limit is and, where none was set, how it came about.
     *
     * @return text such as {@code 268435456 bytes}
     */
    public String describeMemoryLimit() {
        String bytes = memoryLimit() + " bytes";
        String all = memoryLimit == 0 ? bytes + " (" + DefaultMemoryLimit.get().reason() + ")" : bytes;
        return memoryBudget == null
                ? all
                : all + ", of a budget of " + memoryBudget.bytes() + " bytes for several runs";
    }

    /**
     * Returns what several runs share.
     *
     * @return the budget; null if the run has its memory limit for itself
     */
    public MemoryBudget memoryBudget() {
        return memoryBudget;
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
     * Returns the most bytes that a run may hold in its temporary directory at a time.
     *
     * @return bytes, {@link Long#MAX_VALUE} for no limit
     */
    public long maxSpillBytes() {
        return maxSpillBytes;
    }

    /**
     * Says whether what a run puts into its temporary directory is encrypted.
     *
     * @return true if so
     */
    public boolean encryptSpilled() {
        return encryptSpilled;
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
     * Returns who is given the report of a run.
     *
     * @return the listener
     */
    public Consumer<RunReport> report() {
        return report;
    }

    /**
     * Returns who is given the profile of a run.
     *
     * @return the listener; null if runs are not profiled
     */
    public Consumer<RunProfile> profile() {
        return profile;
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
     * Collects settings. Defaults: {@code memoryLimit} = half of what the heap ({@code -Xmx}) leaves of the memory of the container or
     * machine, at least 64 MiB, and 256 MiB where {@code peristyle-io} is not there to find it out; {@code memoryBudget} = none,
     * {@code threads} = 1,
     * {@code temporaryDirectory} = {@code java.io.tmpdir}, {@code maxSpillBytes} = no limit,
     * {@code encryptSpilled} = false, {@code cancellation} = a token that nobody holds, {@code progress} = none,
     * {@code report} = nobody is given it, {@code profile} = none is made, {@code traceAllocations} = false. Not thread-safe.
     */
    public static final class Builder {

        /** 0 if it was not set. */
        private long memoryLimit;

        private MemoryBudget memoryBudget;
        private int threads = 1;
        private Path temporaryDirectory = Path.of(System.getProperty("java.io.tmpdir"));
        private long maxSpillBytes = Long.MAX_VALUE;
        private boolean encryptSpilled;
        private CancellationToken cancellation = new CancellationToken();
        private ProgressListener progress = ProgressListener.NONE;
        private Consumer<RunReport> report = ignored -> {};

        /** Null if there is none. */
        private Consumer<RunProfile> profile;

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
         * Makes the run share memory with all others that have the same budget. The memory limit, set or not, is then the most of
         * it that the run may hold. See there how it is shared, and when a run has to wait for its start.
         *
         * @param budget what they share
         * @return this builder
         */
        public Builder memoryBudget(MemoryBudget budget) {
            this.memoryBudget = Objects.requireNonNull(budget, "budget");
            return this;
        }

        /**
         * Sets how many threads may work on the run. The rows and their order do not depend on it, nor does the memory limit that
         * is needed: as many threads work as find room in it, 4 MiB each at first and then as much as they are seen to take. A run
         * in which they had too little together is started again with one thread; progress then begins anew.
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
         * Sets where operators put what has no room in memory. One file is made there, when a run first needs it, and gone
         * when the run ends, however it ends. A run is refused at its start if this is set to something that is no directory
         * or may not be written to.
         *
         * @param directory an existing directory on a disk with room for what sorts, groups and joins have to remember
         * @return this builder
         */
        public Builder temporaryDirectory(Path directory) {
            this.temporaryDirectory = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /**
         * Sets the most bytes that the run may hold in its temporary directory at a time. A run that needs more fails.
         *
         * @param bytes at least 1
         * @return this builder
         */
        public Builder maxSpillBytes(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("the limit of what is spilled must be positive: " + bytes);
            }
            this.maxSpillBytes = bytes;
            return this;
        }

        /**
         * Encrypts what the run puts into its temporary directory, with AES-GCM and a random key of 256 bits that is nowhere
         * but in this process and for this run only. What somebody else has changed there is an error. Without this, records
         * have a checksum against faults of the disk.
         *
         * @param enabled true to encrypt
         * @return this builder
         */
        public Builder encryptSpilled(boolean enabled) {
            this.encryptSpilled = enabled;
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
         * Sets who is told what each run has done: once at its end, on the thread that ends it, when files, memory and
         * threads are given back, even when the run has failed or its rows were not read to the end. What the listener
         * throws comes out of the call that ended the run; after a failure it is suppressed in it.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder report(Consumer<RunReport> listener) {
            this.report = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Makes a profile of each run: while it is alive, a thread looks at its memory and its steps every 10 ms at first, and less
         * often as it gets longer, so that a profile has at most 1,024 samples. The listener is given it after the
         * {@link #report}, on the same thread. Where {@code peristyle-io} is there, it tells what is resident, on Linux; where the
         * runtime has the module {@code java.management}, also garbage collections and the processor time of each step.
         *
         * @param listener is given the profile; {@code dev.peristyle.profile.ProfileFile} in {@code peristyle-io} writes it to a file
         * @return this builder
         */
        public Builder profile(Consumer<RunProfile> listener) {
            this.profile = Objects.requireNonNull(listener, "listener");
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

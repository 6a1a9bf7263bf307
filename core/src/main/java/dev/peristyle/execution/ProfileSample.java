package dev.peristyle.execution;

import dev.peristyle.internal.check.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What was seen of a run at one moment. Counts are from the beginning of the run to this moment, those of the virtual machine from
 * its own beginning.
 *
 * @param time since the run began
 * @param held bytes off the heap by owner, in the order of {@link RunProfile#owners()}; owners that came later held none
 * @param resident bytes of the whole process as the system counts them; -1 if it does not tell
 * @param mappedFiles of these, pages of files: code, libraries, archives of classes, mapped windows
 * @param heapUsed bytes of objects on the heap, those that are garbage already included
 * @param heapTouched the most that was seen used so far, as far as the heap still has it: about what of it is resident
 * @param heapCommitted bytes that the heap has from the system
 * @param jvmMemory bytes for classes, compiled code and direct buffers
 * @param spilledBytes bytes put on disk so far
 * @param rowsRead rows that sources have read so far
 * @param bytesRead bytes that sources have read so far
 * @param chunks chunks that sources have handed on so far
 * @param collections garbage collections of the process so far
 * @param collecting how long these have taken
 * @param working nanoseconds that threads have worked on each step so far, in the order of {@link RunProfile#steps()}
 */
public record ProfileSample(
        Duration time,
        List<Long> held,
        long resident,
        long mappedFiles,
        long heapUsed,
        long heapTouched,
        long heapCommitted,
        long jvmMemory,
        long spilledBytes,
        long rowsRead,
        long bytesRead,
        long chunks,
        long collections,
        Duration collecting,
        List<Long> working) {

    /**
     * Copies the lists.
     *
     * @param time since the run began
     * @param held bytes off the heap by owner
     * @param resident bytes of the whole process as the system counts them; -1 if it does not tell
     * @param mappedFiles of these, pages of files
     * @param heapUsed bytes of objects on the heap
     * @param heapTouched the most that was seen used so far, as far as the heap still has it
     * @param heapCommitted bytes that the heap has from the system
     * @param jvmMemory bytes for classes, compiled code and direct buffers
     * @param spilledBytes bytes put on disk so far
     * @param rowsRead rows that sources have read so far
     * @param bytesRead bytes that sources have read so far
     * @param chunks chunks that sources have handed on so far
     * @param collections garbage collections of the process so far
     * @param collecting how long these have taken
     * @param working nanoseconds that threads have worked on each step so far
     */
    public ProfileSample {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(collecting, "collecting");
        held = Arguments.list("held", held);
        working = Arguments.list("working", working);
    }

    /**
     * Adds up what all owners hold.
     *
     * @return bytes off the heap
     */
    public long used() {
        long sum = 0;
        for (long bytes : held) {
            sum += bytes;
        }
        return sum;
    }

    /**
     * Adds up all that is known to be in the memory of the process: what owners hold, the heap as far as it was touched, classes and
     * code, and pages of files. What the resident set has more is what nobody tells of: the structures of garbage collection, what
     * compilers need, stacks of threads, what the C library keeps of buffers that were given back.
     *
     * @return bytes
     */
    public long explained() {
        return used() + heapTouched + jvmMemory + mappedFiles;
    }

    /**
     * Says how much memory the sample shows, for the choice of those that are kept of a long run.
     *
     * @return bytes off the heap and resident ones together
     */
    public long weight() {
        return used() + Math.max(0, resident);
    }
}

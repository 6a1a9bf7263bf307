package dev.peristyle.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class EarlySyncTest {
    private final SlowDisk disk = new SlowDisk();
    private final EarlySync sync = new EarlySync(disk);

    @Test
    void syncsOnceEnoughIsWritten() throws Exception {
        sync.written(EarlySync.STEP - 1);
        assertThat(threads()).isZero();
        sync.written(1);
        disk.begun.acquire();
        disk.allowed.release();
        sync.end();
        sync.check();
        assertThat(disk.forces).hasValue(1);
        assertThat(threads()).isZero();
    }

    @Test
    void endsWithoutHavingBegun() throws IOException {
        sync.written(1);
        sync.end();
        sync.end();
        sync.check();
        assertThat(disk.forces).hasValue(0);
    }

    @Test
    void aWriterFarAheadWaitsAndStaysInterrupted() throws Exception {
        sync.written(EarlySync.STEP);
        disk.begun.acquire();
        boolean[] interrupted = new boolean[1];
        Thread writer = new Thread(() -> {
            try {
                sync.written(EarlySync.MAX_AHEAD);
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        writer.start();
        writer.interrupt();
        writer.join(50);
        assertThat(writer.isAlive()).isTrue();
        disk.allowed.release(2);
        writer.join();
        assertThat(interrupted[0]).isTrue();
        sync.end();
        assertThat(threads()).isZero();
    }

    @Test
    void aFailureReachesTheWriterAndTheEnd() throws Exception {
        disk.failure = new IOException("bad disk");
        disk.allowed.release();
        sync.written(EarlySync.STEP);
        disk.begun.acquire();
        sync.end();
        assertThatThrownBy(sync::check).hasMessage("bad disk");
        assertThatThrownBy(() -> sync.written(2 * EarlySync.MAX_AHEAD)).hasMessage("bad disk");
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("peristyle-sync"))
                .count();
    }

    /** Syncs when it is allowed to. */
    private static final class SlowDisk extends UnsupportedChannel {
        private final Semaphore begun = new Semaphore(0);
        private final Semaphore allowed = new Semaphore(0);
        private final AtomicInteger forces = new AtomicInteger();
        private volatile IOException failure;

        @Override
        public void force(boolean metadata) throws IOException {
            begun.release();
            allowed.acquireUninterruptibly();
            if (failure != null) {
                throw failure;
            }
            forces.incrementAndGet();
        }
    }
}

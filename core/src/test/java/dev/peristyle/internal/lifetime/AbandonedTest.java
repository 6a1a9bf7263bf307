package dev.peristyle.internal.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AbandonedTest {

    private final Logger logger = Logger.getLogger("dev.peristyle");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    private static void collectUntil(AtomicInteger given, int expected) throws InterruptedException {
        for (int attempt = 0; attempt < 500 && given.get() < expected; attempt++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(given).hasValue(expected);
    }

    @Test
    void givesBackWhatIsUnreachableAndWarnsOncePerPlace() throws InterruptedException {
        AtomicInteger given = new AtomicInteger();
        for (int number = 0; number < 10; number++) {
            Abandoned.watch(new Object(), "thing", "thing over nothing", "", false, given::incrementAndGet);
        }
        collectUntil(given, 10);
        assertThat(records).hasSize(1);
        assertThat(records.get(0).getLevel()).isEqualTo(Level.WARNING);
        assertThat(records.get(0).getMessage())
                .contains("the thing over nothing", Thread.currentThread().getName(), "never closed", "memory.trace");
        assertThat(records.get(0).getThrown()).isNull();
    }

    @Test
    void showsTheStackWhenTracing() throws InterruptedException {
        AtomicInteger given = new AtomicInteger();
        Abandoned.watch(new Object(), "traced thing", "traced thing", "", true, given::incrementAndGet);
        collectUntil(given, 1);
        assertThat(records.get(0).getThrown().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("showsTheStackWhenTracing"));
    }

    @Test
    void leavesWhatWasClosedAlone() throws InterruptedException {
        AtomicInteger given = new AtomicInteger();
        Abandoned.Watch watch =
                Abandoned.watch(new Object(), "closed thing", "closed thing", "", false, given::incrementAndGet);
        assertThat(watch.end()).isTrue();
        assertThat(watch.end()).isFalse();
        System.gc();
        Thread.sleep(50);
        assertThat(given).hasValue(0);
        assertThat(records).isEmpty();
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() throws InterruptedException {
        AtomicInteger given = new AtomicInteger();
        Abandoned.watch(new Object(), "failing thing", "failing thing", "", false, () -> {
            throw new IllegalStateException("cannot");
        });
        Abandoned.watch(new Object(), "other thing", "other thing", "", false, given::incrementAndGet);
        collectUntil(given, 1);
        for (int attempt = 0; attempt < 500 && records.size() < 3; attempt++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(records)
                .anySatisfy(
                        logged -> assertThat(logged.getMessage()).contains("could not give back", "the failing thing"));
    }
}

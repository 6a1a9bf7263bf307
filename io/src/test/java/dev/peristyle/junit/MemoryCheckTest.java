package dev.peristyle.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The classes of tests within are run by the tests of this one. */
class MemoryCheckTest {

    private static MemoryPool pool;
    private static OffHeapBuffer left;

    /** By the names of methods; null where one has passed. */
    private static Map<String, Throwable> run(Class<?> tests) {
        Map<String, Throwable> failures = new HashMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                // the checks around our own tests
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .build();
        try (MemoryPool opened = MemoryPool.create("tested", MemoryPool.UNLIMITED)) {
            pool = opened;
            LauncherFactory.create().execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    if (test.isTest()) {
                        failures.put(
                                test.getDisplayName(), result.getThrowable().orElse(null));
                    }
                    if (left != null) {
                        left.close();
                        left = null;
                    }
                }
            });
        }
        return failures;
    }

    @MemoryCheck(atMost = 1000)
    static class Checked {
        private OffHeapBuffer kept;

        @BeforeEach
        void open() {
            kept = pool.allocate(64, "kept");
        }

        @AfterEach
        void close() {
            kept.close();
        }

        @Test
        void givesAllBack() {
            pool.allocate(640, "scratch").close();
        }

        @Test
        void leaks() {
            left = pool.allocate(64, "forgotten");
        }

        @Test
        void takesTooMuch() {
            pool.allocate(1024, "large").close();
        }

        @Test
        @MemoryCheck(atMost = 2000, mayKeep = true)
        void mayKeepAndTakeMore() {
            left = pool.allocate(1024, "kept on purpose");
        }

        @Test
        void failsForAReasonOfItsOwn() {
            left = pool.allocate(64, "forgotten");
            throw new IllegalStateException("of its own");
        }

        @Nested
        class Within {
            @Test
            void leaksWithin() {
                left = pool.allocate(64, "forgotten within");
            }
        }
    }

    static class Derived extends Checked {}

    static class Unchecked {
        @Test
        void leaks() {
            left = pool.allocate(64, "forgotten");
        }

        @Test
        @MemoryCheck
        void leaksButIsChecked() {
            left = pool.allocate(64, "forgotten");
        }
    }

    @Test
    void failsWhatLeaksAndWhatTakesTooMuch() {
        Map<String, Throwable> failures = run(Checked.class);
        assertThat(failures).hasSize(6);
        assertThat(failures.get("givesAllBack()")).isNull();
        assertThat(failures.get("mayKeepAndTakeMore()")).isNull();
        assertThat(failures.get("leaks()"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("has not given back")
                .hasMessageContaining("forgotten")
                .hasMessageNotContaining("kept");
        assertThat(failures.get("takesTooMuch()"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("may hold 1000");
        assertThat(failures.get("leaksWithin()")).hasMessageContaining("forgotten within");
        assertThat(failures.get("failsForAReasonOfItsOwn()"))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(AssertionError.class));
    }

    @Test
    void holdsForDerivedClassesAndForSingleMethods() {
        Map<String, Throwable> derived = run(Derived.class);
        assertThat(derived.get("leaks()")).isInstanceOf(AssertionError.class);
        assertThat(derived.get("givesAllBack()")).isNull();
        Map<String, Throwable> single = run(Unchecked.class);
        assertThat(single.get("leaks()")).isNull();
        assertThat(single.get("leaksButIsChecked()")).isInstanceOf(AssertionError.class);
    }
}

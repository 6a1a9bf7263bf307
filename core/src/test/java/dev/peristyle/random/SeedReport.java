package dev.peristyle.random;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Adds the seeds to what a test failed with. Found by the service file, so that it works in every module. */
public final class SeedReport implements TestExecutionExceptionHandler, AfterEachCallback {

    /** Carries the seeds in the trace of the failure; a place of its own it has none. */
    static final class SeedsOfThisTest extends Exception {
        private static final long serialVersionUID = 1L;

        SeedsOfThisTest(String seeds) {
            super(seeds, null, false, false);
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String seeds = Seeds.report();
        if (!seeds.isEmpty()) {
            failure.addSuppressed(new SeedsOfThisTest(seeds));
        }
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Seeds.forget();
    }
}

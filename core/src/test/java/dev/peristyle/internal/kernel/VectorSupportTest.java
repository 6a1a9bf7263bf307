package dev.peristyle.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The lane for vectors has them. */
class VectorSupportTest {

    @Test
    void runsTheLoopsThatTheLanePromises() {
        if (System.getProperty("peristyle.promisedKernels", "").equals("vector")) {
            assertThat(VectorSupport.USABLE).isTrue();
        }
    }
}

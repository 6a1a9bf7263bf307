package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The kernels that a build lane promises are the ones that run; in a lane that promises nothing any will do. */
class CsvKernelsIT {
    @Test
    void runsTheKernelsThatTheLanePromises() {
        String promised = System.getProperty("peristyle.promisedKernels", "");
        assertThat(CsvKernels.structure().name()).startsWith(promised.isEmpty() ? "" : promised);
    }
}

package dev.peristyle.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.peristyle.platform.Platform;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoreArchitectureTest {

    private static final JavaClasses CORE = ArchitectureRules.moduleOf(Platform.class);

    @Test
    void coreKnowsNoFile() {
        // The settings, and what hands the temporary directory on to sources, sinks and whoever spills.
        ArchitectureRules.knowsNoFile(
                        Set.of("Execution", "RunContext", "Run", "RunSpill", "SegmentedSource", "SpillService"))
                .check(CORE);
    }

    @Test
    void signaturesHideInternals() {
        ArchitectureRules.signaturesHideInternals().check(CORE);
    }

    @Test
    void packagesHaveNoCycles() {
        ArchitectureRules.packagesHaveNoCycles().check(CORE);
    }

    @Test
    void kernelsKnowOnlyMemory() {
        ArchitectureRules.kernelsKnowOnlyMemory().check(CORE);
    }

    @Test
    void randomnessHasSeeds() {
        ArchitectureRules.randomnessHasSeeds().check(ArchitectureRules.testsOf(CoreArchitectureTest.class));
    }
}

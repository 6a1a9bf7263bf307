package dev.peristyle.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.peristyle.internal.chronicle.ChronicleStartup;
import org.junit.jupiter.api.Test;

class IoArchitectureTest {

    private static final JavaClasses IO = ArchitectureRules.moduleOf(ChronicleStartup.class);

    @Test
    void signaturesHideInternals() {
        ArchitectureRules.signaturesHideInternals().check(IO);
    }

    @Test
    void packagesHaveNoCycles() {
        ArchitectureRules.packagesHaveNoCycles().check(IO);
    }

    @Test
    void kernelsKnowOnlyMemory() {
        ArchitectureRules.kernelsKnowOnlyMemory().check(IO);
    }

    @Test
    void randomnessHasSeeds() {
        ArchitectureRules.randomnessHasSeeds().check(ArchitectureRules.testsOf(IoArchitectureTest.class));
    }
}

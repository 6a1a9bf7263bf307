package dev.peristyle.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

class SeedsTest {

    private final String given = System.getProperty(Seeds.PROPERTY);

    @AfterEach
    void putBack() {
        if (given == null) {
            System.clearProperty(Seeds.PROPERTY);
        } else {
            System.setProperty(Seeds.PROPERTY, given);
        }
    }

    @Test
    void givesTheSeedThatTheTestNamed() {
        System.clearProperty(Seeds.PROPERTY);
        assertThat(Seeds.random(42).nextLong()).isEqualTo(new Random(42).nextLong());
        assertThat(Seeds.fresh().nextLong()).isNotEqualTo(Seeds.fresh().nextLong());
    }

    @Test
    void freshOnesAreTheSameInEachRunUnlessItIsAskedForOthers() {
        System.clearProperty(Seeds.PROPERTY);
        assertThat(Seeds.draw()).isEqualTo(new SplittableRandom(thisMethod()).nextLong());
        System.setProperty(Seeds.PROPERTY, Seeds.FRESH);
        assertThat(Seeds.draw()).isNotEqualTo(new SplittableRandom(thisMethod() + (1L << 32)).nextLong());
    }

    private static long thisMethod() {
        return (SeedsTest.class.getName() + ".freshOnesAreTheSameInEachRunUnlessItIsAskedForOthers").hashCode();
    }

    @Test
    void theSystemPropertyReplacesEverySeedButFixedOnes() {
        System.setProperty(Seeds.PROPERTY, "7");
        long seven = new Random(7).nextLong();
        assertThat(Seeds.random(42).nextLong()).isEqualTo(seven);
        assertThat(Seeds.fresh().nextLong()).isEqualTo(seven);
        assertThat(Seeds.fixed(42).nextLong()).isEqualTo(new Random(42).nextLong());
    }

    @Test
    void aFailureSaysTheLastSeedsWithTheirPlacesAndHowToRunThemAgain() {
        System.clearProperty(Seeds.PROPERTY);
        for (long seed = 1; seed <= 20; seed++) {
            Seeds.random(seed);
        }
        Seeds.random(99);
        AssertionError failure = new AssertionError("wrong");
        assertThatThrownBy(() -> new SeedReport().handleTestExecutionException((ExtensionContext) null, failure))
                .isSameAs(failure);
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(seeds -> assertThat(seeds.getMessage())
                        .matches("random seed 99 at SeedsTest\\.java:\\d+, seed 20 at SeedsTest\\.java:\\d+;"
                                + " again with -Dperistyle\\.test\\.seed=99"));
    }

    @Test
    void aFailureWithoutRandomnessSaysNothingOfIt() {
        AssertionError failure = new AssertionError("wrong");
        assertThatThrownBy(() -> new SeedReport().handleTestExecutionException((ExtensionContext) null, failure))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
    }
}

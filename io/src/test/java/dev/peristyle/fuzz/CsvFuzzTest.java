package dev.peristyle.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.peristyle.fuzz.CsvFuzz.Target;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random bytes and options, on random ways through the library, against {@link CsvMachine}. A failure shows the shortest input that still fails.
 * {@code -Dtest=CsvFuzzTest -Dperistyle.test.fuzzSeconds=1200 -Dperistyle.test.seed=fresh} tries each target for 20 minutes, and
 * {@code -Dperistyle.vectors=always} with {@code --add-modules jdk.incubator.vector} does it with vector kernels.
 */
class CsvFuzzTest {
    private static final int SECONDS = Integer.getInteger("peristyle.test.fuzzSeconds", 0);

    /** In the normal run so many cases, because a time would depend on the machine. */
    private static final int CASES = 200;

    @TempDir
    Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void readsAsTheMachineDoes(Target target) {
        CsvFuzz fuzz = new CsvFuzz(directory);
        long until = System.nanoTime() + SECONDS * 1_000_000_000L;
        long tried = 0;
        while (SECONDS == 0 ? tried < CASES : System.nanoTime() < until) {
            long seed = Seeds.draw();
            Random random = Seeds.random(seed);
            CsvCase given = CsvFuzz.random(target, random);
            long ways = random.nextLong();
            long began = System.nanoTime();
            try {
                fuzz.check(target, given, Seeds.fixed(ways));
            } catch (RuntimeException | AssertionError difference) {
                CsvCase shortest = fuzz.shortest(target, given, ways);
                fail(
                        "%s, after %d cases: %s%nrules: %s%ninput: %s",
                        target,
                        tried,
                        message(fuzz, target, shortest, ways),
                        shortest.rules(),
                        Bytes.shown(shortest.input()));
            }
            assertThat(System.nanoTime() - began).as("nanoseconds of %s", given).isLessThan(30_000_000_000L);
            tried++;
        }
        System.getLogger(CsvFuzzTest.class.getName()).log(System.Logger.Level.DEBUG, "{0}: {1} cases", target, tried);
    }

    private static String message(CsvFuzz fuzz, Target target, CsvCase shortest, long ways) {
        try {
            fuzz.check(target, shortest, Seeds.fixed(ways));
            return "not always";
        } catch (RuntimeException | AssertionError difference) {
            return difference.toString();
        }
    }
}

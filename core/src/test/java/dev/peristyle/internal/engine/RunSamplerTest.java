package dev.peristyle.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.execution.ProfileSample;
import dev.peristyle.random.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunSamplerTest {

    @Test
    void halfOfTheSamplesAreKeptWithTheFirstAndTheHighest() {
        Random random = Seeds.fresh();
        for (int count = 1; count < 40; count++) {
            List<ProfileSample> all = new ArrayList<>();
            for (int at = 0; at < count; at++) {
                all.add(sample(at, random.nextInt(1000)));
            }
            List<ProfileSample> kept = RunSampler.thinned(all);
            assertThat(kept).hasSize(count / 2 + 1).isSubsetOf(all);
            assertThat(kept.get(0)).isSameAs(all.get(0));
            assertThat(kept).extracting(ProfileSample::time).isSorted();
            assertThat(kept.stream().mapToLong(ProfileSample::used).max())
                    .isEqualTo(all.stream().max(Comparator.comparingLong(ProfileSample::used)).stream()
                            .mapToLong(ProfileSample::used)
                            .max());
        }
    }

    private static ProfileSample sample(int at, long held) {
        return new ProfileSample(
                Duration.ofMillis(at), List.of(held), -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, List.of());
    }
}

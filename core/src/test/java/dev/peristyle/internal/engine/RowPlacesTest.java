package dev.peristyle.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.ComputationException;
import org.junit.jupiter.api.Test;

class RowPlacesTest {

    @Test
    void morselsOfAnySizeStayInOrderWhereOneThreadReadsThem() {
        RowPlaces places = new RowPlaces(100, true, 3);
        assertThat(places.begin(0)).isEqualTo(100);
        assertThat(places.after(100, 100, 5)).isEqualTo(105);
        assertThat(places.after(100, 105, 50)).isEqualTo(155);
        assertThat(places.begin(1)).isEqualTo(155);
        assertThat(places.after(155, 155, 1)).isEqualTo(156);
        assertThat(places.begin(20)).isEqualTo(260);
        assertThat(places.next(2)).isEqualTo(156);
        assertThat(places.next(30)).isEqualTo(340);
    }

    @Test
    void aMorselThatIsTooLargeForThreadsIsAnError() {
        RowPlaces places = new RowPlaces(100, false, 3);
        long begin = places.begin(1);
        assertThat(begin).isEqualTo(108);
        assertThat(places.after(begin, begin, 8)).isEqualTo(116);
        assertThatThrownBy(() -> places.after(begin, 116, 1))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("more than 8 rows")
                .hasMessageContaining("threads(1)");
        assertThat(places.next(3)).isEqualTo(124);
    }

    @Test
    void placesOfAsManyMorselsAsThereCanBeAreLongs() {
        RowPlaces places = new RowPlaces(0, false);
        long begin = places.begin(Integer.MAX_VALUE);
        assertThat(places.after(begin, begin, Integer.MAX_VALUE)).isPositive();
    }
}

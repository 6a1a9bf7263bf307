package dev.peristyle.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** A source of each kind that there can be. */
class SourceKindsTest {

    abstract static class RowsContract extends SourceContract {

        private RowsSource opened;

        abstract RowsSource rows(int rows);

        @Override
        protected Source source(int rows) {
            opened = rows(rows);
            return opened;
        }

        @AfterEach
        void everythingIsClosed() {
            assertThat(opened.open).hasValue(0);
        }
    }

    /** Of any size, empty ones among them, made when they are asked for: how many there will be is not known. */
    @Nested
    class MorselsOfUnknownNumber extends RowsContract {
        @Override
        RowsSource rows(int rows) {
            return new RowsSource(rows, new int[] {3, 0, 17, 1, 64}, FilterSupport.NONE, false, Integer.MAX_VALUE);
        }
    }

    /** One morsel, one reader. */
    @Nested
    class Unsplittable extends RowsContract {
        @Override
        RowsSource rows(int rows) {
            return new RowsSource(rows, new int[] {Integer.MAX_VALUE}, FilterSupport.NONE, false, 1);
        }
    }

    /** Conditions translated exactly, those that are opaque left to the engine. */
    @Nested
    class ExactFilters extends RowsContract {
        @Override
        RowsSource rows(int rows) {
            return new RowsSource(rows, new int[] {50, 1}, FilterSupport.EXACT, false, Integer.MAX_VALUE);
        }
    }

    /** Rows outside of the bounds left out, the others delivered. */
    @Nested
    class InexactFilters extends RowsContract {
        @Override
        RowsSource rows(int rows) {
            return new RowsSource(rows, new int[] {50, 1}, FilterSupport.INEXACT, false, 3);
        }
    }

    /** Morsels that say what is in them. */
    @Nested
    class MorselsWithStatistics extends RowsContract {
        @Override
        RowsSource rows(int rows) {
            return new RowsSource(rows, new int[] {40}, FilterSupport.NONE, true, Integer.MAX_VALUE);
        }
    }
}

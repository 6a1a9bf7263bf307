package dev.peristyle.spi;

/**
 * A part of a dataset that one reader reads in one go: large enough to be worth the change, small enough that threads share
 * the work out. What it holds is between a scan and its readers. Immutable; holds no memory and no file.
 */
public interface Morsel {

    /**
     * Returns what is known of the rows without reading them. A morsel of which no row can pass the conditions of a pipeline
     * is not read.
     *
     * @return its statistics; nothing is known unless this is overridden
     */
    default Statistics statistics() {
        return Statistics.unknown();
    }
}

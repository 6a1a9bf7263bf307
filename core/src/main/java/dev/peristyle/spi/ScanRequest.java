package dev.peristyle.spi;

import java.util.List;

/**
 * What a scan has to deliver.
 *
 * @param columns the names of the wanted columns in the wanted order; may be empty when only rows are counted
 * @param filters a row is delivered only when it passes all of them; they are to be applied in this order
 */
public record ScanRequest(List<String> columns, List<RowFilter> filters) {

    /**
     * Copies the lists.
     *
     * @param columns the names of the wanted columns
     * @param filters what a row has to pass
     */
    public ScanRequest {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
    }
}

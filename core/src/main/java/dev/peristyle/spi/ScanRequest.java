package dev.peristyle.spi;

import dev.peristyle.internal.check.Arguments;
import java.util.List;

/**
 * What a scan has to deliver.
 *
 * @param columns the names of the wanted columns in the wanted order; may be empty when only rows are counted
 * @param predicates conditions that the source supports. One that it supports {@link FilterSupport#EXACT exactly} passes no
 *     other rows. They are to be applied in this order, each only to rows that passed the ones before: for others a
 *     condition may have no answer but an error
 */
public record ScanRequest(List<String> columns, List<Predicate> predicates) {

    /**
     * Copies the lists.
     *
     * @param columns the names of the wanted columns
     * @param predicates what a row has to pass
     */
    public ScanRequest {
        columns = Arguments.list("columns", columns);
        predicates = Arguments.list("predicates", predicates);
    }
}

/**
 * Grouping and aggregation off the heap: {@link dev.peristyle.internal.aggregate.GroupAggregator} takes chunks of keys and
 * arguments, {@link dev.peristyle.internal.aggregate.AggregateRegistry} checks what it is asked to compute.
 */
package dev.peristyle.internal.aggregate;

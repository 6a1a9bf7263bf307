package dev.peristyle.internal.aggregate;

/**
 * Some groups of an aggregator, which owns them.
 *
 * @param list address of their four-byte numbers
 * @param count how many
 */
record GroupSlice(GroupAggregator groups, long list, int count) {}

/**
 * Joins: the rows of one side in memory under a hash of their keys, {@link dev.peristyle.internal.join.JoinIndex}, and the
 * chunks of the other looked up in it, {@link dev.peristyle.internal.join.ProbeStep}. For the nearest row instead of an equal one both sides are
 * sorted: {@link dev.peristyle.internal.join.AsOfJoin}.
 *
 * <p>There is no merge join. Two sides that are sorted already come from a {@code sortBy}, which has held all of their rows and costs more
 * than the hash does; and a scan does not say in which order its rows are.
 */
package dev.peristyle.internal.join;

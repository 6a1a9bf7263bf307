/**
 * Joins: the rows of one side in memory under a hash of their keys, {@link dev.peristyle.internal.join.JoinIndex}, and the
 * chunks of the other looked up in it, {@link dev.peristyle.internal.join.ProbeStep}. For the nearest row instead of an equal one both sides are
 * sorted: {@link dev.peristyle.internal.join.AsOfJoin}. Sides that are sorted by their keys already are read side by side:
 * {@link dev.peristyle.internal.join.MergeJoin}.
 */
package dev.peristyle.internal.join;

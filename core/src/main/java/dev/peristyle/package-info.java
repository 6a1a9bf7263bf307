/**
 * What a user imports first. {@link dev.peristyle.Expressions} is where {@link dev.peristyle.Expression}s over the columns
 * of a pipeline begin.
 */
package dev.peristyle;

/** Flat loops over the rows that steps make. */
package dev.peristyle.internal.operator.kernel;

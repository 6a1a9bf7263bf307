/**
 * Loops between records of one width and columns: {@link dev.peristyle.internal.kernel.StrideKernel} takes the values of a
 * field together, {@link dev.peristyle.internal.kernel.SpreadKernel} puts them back.
 */
package dev.peristyle.internal.fixedwidth.kernel;

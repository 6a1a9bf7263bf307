/**
 * Window functions: {@link dev.peristyle.internal.over.WindowedRows} sorts rows by partitions and order, and computes from
 * the rows around each.
 */
package dev.peristyle.internal.over;

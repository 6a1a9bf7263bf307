/**
 * Loops over raw addresses that are written once and compiled apart for each operation: see
 * {@link dev.peristyle.internal.loop.LoopTemplate}.
 */
package dev.peristyle.internal.loop;

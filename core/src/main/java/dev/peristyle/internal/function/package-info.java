/**
 * The functions of expressions, one file each: how it is written, which types it takes, whether it may fail, and its
 * loop. {@link dev.peristyle.internal.function.Functions} lists them.
 */
package dev.peristyle.internal.function;

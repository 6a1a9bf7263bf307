/** Loops between columns and rows. */
package dev.peristyle.internal.state.kernel;

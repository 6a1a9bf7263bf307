/** Flat loops between columns and the buffers of Arrow. */
package dev.peristyle.internal.columnfile.kernel;

/**
 * When a kernel's vectorized form takes over from its plain one, for core and its sources: begin with {@link
 * dev.peristyle.internal.vector.VectorSwitch}.
 */
package dev.peristyle.internal.vector;

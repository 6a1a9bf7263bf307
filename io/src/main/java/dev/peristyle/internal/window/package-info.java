/**
 * Windows over files of any size. {@link dev.peristyle.internal.window.WindowReader} brings one stretch of a file after the other
 * into memory.
 */
package dev.peristyle.internal.window;

/**
 * Windows over files of any size and outputs that appear whole or not at all.
 * {@link dev.peristyle.file.WindowReader} brings one stretch of a file after the other into memory,
 * {@link dev.peristyle.file.OutputFile} writes one.
 */
package dev.peristyle.file;

/** How rows are divided into the files of a directory, whatever these are: {@link dev.peristyle.internal.parts.PartitionKeys}. */
package dev.peristyle.internal.parts;

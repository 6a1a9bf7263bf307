/** Arrays over files: {@link dev.peristyle.mapped.MappedArrays}. */
package dev.peristyle.mapped;

/** Files as the memory of arrays: {@link dev.peristyle.internal.mapped.MappedStorage}. */
package dev.peristyle.internal.mapped;

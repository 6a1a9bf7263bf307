/** What operators have no room for in memory, in a file: {@link dev.peristyle.internal.spill.FileSpillService}. */
package dev.peristyle.internal.spill;

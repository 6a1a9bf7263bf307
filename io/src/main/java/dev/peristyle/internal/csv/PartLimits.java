package dev.peristyle.internal.csv;

import java.util.List;

/**
 * How rows are divided into files, checked.
 *
 * @param columns whose values are directories, the outermost first; may be none
 * @param maxRows of a file
 * @param maxBytes of a file before it is compressed, unless one row has more
 * @param maxOpenFiles at a time
 * @param maxPartitions directories
 */
public record PartLimits(List<String> columns, long maxRows, long maxBytes, int maxOpenFiles, int maxPartitions) {}

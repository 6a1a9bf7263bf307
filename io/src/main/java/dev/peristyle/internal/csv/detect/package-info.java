/**
 * What dialect, encoding and header a CSV file has, found from its beginning: {@link dev.peristyle.internal.csv.detect.Detector}. It works
 * on a copy of a sample on the heap and goes on where a reader would stop, for it tries readings most of which are wrong.
 */
package dev.peristyle.internal.csv.detect;

/**
 * Records of one width. {@link dev.peristyle.internal.fixedwidth.RecordFormat} says where the fields are,
 * {@link dev.peristyle.internal.fixedwidth.FixedWidthSource} reads them and {@link dev.peristyle.internal.fixedwidth.FixedWidthSink}
 * writes them.
 */
package dev.peristyle.internal.fixedwidth;

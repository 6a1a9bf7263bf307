/** Flat loops over rows, their runs and groups. */
package dev.peristyle.internal.top.kernel;

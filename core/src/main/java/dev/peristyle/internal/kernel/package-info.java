/** Flat loops over addresses that more than one package needs. They import nothing but raw memory access. */
package dev.peristyle.internal.kernel;

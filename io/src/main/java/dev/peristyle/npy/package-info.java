/** Arrays in files of NumPy: {@link dev.peristyle.npy.Npy}. */
package dev.peristyle.npy;

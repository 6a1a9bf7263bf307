/** NumPy's files: {@link dev.peristyle.internal.npy.NpyHeader} is what says where their records are. */
package dev.peristyle.internal.npy;

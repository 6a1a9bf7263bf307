package dev.peristyle.internal.aggregate;

/** Variances of samples by group, whoever computes them. */
interface Variances {

    /** Values that are not null. */
    long count(int group);

    /** The variance of a sample of 2 values or more, in squares of the unit of the last digit. */
    double variance(int group);
}

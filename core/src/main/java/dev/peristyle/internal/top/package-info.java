/**
 * The first rows of each group. {@link dev.peristyle.internal.top.CandidateStep} drops what cannot be among them while there is memory
 * to know that; two sorts around {@link dev.peristyle.internal.top.GroupStartStep} and
 * {@link dev.peristyle.internal.top.FirstOfRunsStep} do the rest at any size.
 */
package dev.peristyle.internal.top;

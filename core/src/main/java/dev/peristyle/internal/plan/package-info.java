/**
 * From the description of a pipeline to the steps that run it. {@link dev.peristyle.internal.plan.Plan} is what the user
 * wrote, checked; {@link dev.peristyle.internal.plan.Planner} moves filters down and leaves out columns that nobody
 * reads, and makes {@link dev.peristyle.internal.plan.Physical} steps of it.
 */
package dev.peristyle.internal.plan;

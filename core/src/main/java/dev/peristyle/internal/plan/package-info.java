/**
 * From the description of a pipeline to the steps that run it. {@link dev.peristyle.internal.plan.Plan} is what the user
 * wrote, checked; the {@link dev.peristyle.internal.plan.Rules} make it cheaper, one class for each;
 * {@link dev.peristyle.internal.plan.Planner} makes {@link dev.peristyle.internal.plan.Physical} steps of it. To add a rule:
 * a class, an entry in the list of rules, a test on the text of plans.
 */
package dev.peristyle.internal.plan;

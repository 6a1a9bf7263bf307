package dev.peristyle.internal.plan;

/** A way to make a plan cheaper without changing its result. Looks at one step and what is directly below it. */
interface Rule {

    /**
     * Applies the rule to a step.
     *
     * @return another one with the same rows and columns; the step itself where the rule does not apply
     */
    Plan apply(Plan step);
}

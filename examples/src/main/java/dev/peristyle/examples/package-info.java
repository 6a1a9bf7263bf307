/**
 * One-topic programs, collected in one runnable jar. Each command is one class and one lesson; start with
 * {@link dev.peristyle.examples.PricingSummary}.
 */
package dev.peristyle.examples;

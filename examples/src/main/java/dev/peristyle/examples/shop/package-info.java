/** One job of a shop, written twice: {@link dev.peristyle.examples.shop.ListReport} and {@link dev.peristyle.examples.shop.PipelineReport}. */
package dev.peristyle.examples.shop;

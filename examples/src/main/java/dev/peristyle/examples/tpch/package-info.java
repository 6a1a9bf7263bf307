/**
 * The queries of TPC-H, each a lesson on how a question in SQL becomes a pipeline. Start at {@link
 * dev.peristyle.examples.tpch.TpchTables}, the files that they read.
 */
package dev.peristyle.examples.tpch;

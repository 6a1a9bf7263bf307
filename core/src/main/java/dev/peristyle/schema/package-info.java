/**
 * What a dataset looks like: {@link dev.peristyle.schema.Schema} is an ordered list of
 * {@link dev.peristyle.schema.Field}s, each with a {@link dev.peristyle.schema.DataType}.
 */
package dev.peristyle.schema;

/**
 * The ground floor: what every loop of core and its sources needs once. {@link dev.peristyle.internal.ground.Bits} tests a
 * bit, {@link dev.peristyle.internal.ground.GrowingBuffer} holds memory that grows, {@link
 * dev.peristyle.internal.ground.PowersOfTen} is the table, {@link dev.peristyle.internal.ground.Hash} mixes keys, {@link
 * dev.peristyle.internal.ground.DoubleOrder} is the one order of floating-point numbers. It knows nothing but memory.
 */
package dev.peristyle.internal.ground;

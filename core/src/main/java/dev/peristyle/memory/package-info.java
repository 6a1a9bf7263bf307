/**
 * Off-heap memory with limits: {@link dev.peristyle.memory.MemoryPool} hands it out and counts it,
 * {@link dev.peristyle.memory.OffHeapBuffer} is a piece of it, {@link dev.peristyle.memory.Allocation} a count of memory
 * that comes from elsewhere.
 */
package dev.peristyle.memory;

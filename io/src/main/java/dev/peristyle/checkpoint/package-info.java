/** Where runs note how far they are, so that one that was killed goes on: {@link dev.peristyle.checkpoint.Checkpoint}. */
package dev.peristyle.checkpoint;

/**
 * Who may use a thing and when it is given back: {@link dev.peristyle.internal.lifetime.ThreadOwner} ties it to the
 * thread that reads it, {@link dev.peristyle.internal.lifetime.ConcurrentReaders} lets any thread close what others read,
 * {@link dev.peristyle.internal.lifetime.Abandoned} gives back what nobody can reach any more
 * and says at which {@link dev.peristyle.internal.lifetime.CallSite} it was opened; {@link dev.peristyle.internal.lifetime.Closing} closes
 * several, all of them.
 */
package dev.peristyle.internal.lifetime;

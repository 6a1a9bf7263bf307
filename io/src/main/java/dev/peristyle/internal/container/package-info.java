/** What the system gives this process: {@link dev.peristyle.internal.container.ControlGroupMemory}. */
package dev.peristyle.internal.container;

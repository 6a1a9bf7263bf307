package dev.peristyle.internal.join;

/** Which right row an as-of join takes, seen from the left one. */
public enum AsOfDirection {
    BEFORE,
    AFTER,
    NEAREST
}

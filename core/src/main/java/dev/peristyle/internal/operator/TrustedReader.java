package dev.peristyle.internal.operator;

import dev.peristyle.spi.MorselReader;

/** A reader of ours, whose views of text need not be looked at one by one: what made them has checked where they point. */
public interface TrustedReader extends MorselReader {}

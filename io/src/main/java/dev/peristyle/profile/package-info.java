/** Where profiles of runs are written: {@link dev.peristyle.profile.ProfileFile}. */
package dev.peristyle.profile;

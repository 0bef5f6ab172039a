package io.jenkins.plugins.mlsteps.cli.run;

/** How a stage ended, as far as it matters to what comes after it. */
enum Ending {
    /** What comes next may run, whatever the result. */
    DONE,
    /** Its condition was not met. */
    SKIPPED,
    /** An error was thrown: nothing comes after it, but it may be tried again. */
    BROKEN,
    /** It was stopped from outside. */
    STOPPED;

    boolean mayGoOn() {
        return this == DONE || this == SKIPPED;
    }
}

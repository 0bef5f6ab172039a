/** The subcommands of {@code mlsteps}: each reads its options, does one thing and answers with an exit status. */
package io.jenkins.plugins.mlsteps.cli.command;

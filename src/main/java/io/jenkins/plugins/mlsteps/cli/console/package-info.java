/** What people see: lines, progress, tables, with secrets masked. */
package io.jenkins.plugins.mlsteps.cli.console;

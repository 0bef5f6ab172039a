/** One page per build, JUnit XML and a Markdown summary. */
package io.jenkins.plugins.mlsteps.report;

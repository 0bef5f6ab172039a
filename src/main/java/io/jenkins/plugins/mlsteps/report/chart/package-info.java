/** What is drawn: the data of each chart, sampled so that a page stays fast, and the words that say the same. */
package io.jenkins.plugins.mlsteps.report.chart;

/** Reads what a build left under {@code ml/}, however little or broken, into one value. */
package io.jenkins.plugins.mlsteps.report.ledger;

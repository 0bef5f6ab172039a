/** The HTML page: sections of words and tables from the ledger, a template for them, and the scripts that draw charts. */
package io.jenkins.plugins.mlsteps.report.page;

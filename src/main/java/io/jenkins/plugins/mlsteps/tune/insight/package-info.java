/** What a study learned about its parameters. */
package io.jenkins.plugins.mlsteps.tune.insight;

/** The steps as Pipelines and their forms know them: each binds what an author wrote to a spec. */
package io.jenkins.plugins.mlsteps.jenkins.step;

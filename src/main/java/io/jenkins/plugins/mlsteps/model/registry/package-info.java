/** Registered models: versions of a name, and aliases such as champion that point at one of them. */
package io.jenkins.plugins.mlsteps.model.registry;

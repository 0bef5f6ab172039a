/** Conditions in CEL, as the rules of gates and the constraints of studies have them in common. */
package io.jenkins.plugins.mlsteps.expression;

/** Which family with which hyperparameters: stratified splits, cross-validation and the search. */
package io.jenkins.plugins.mlsteps.automl.search;

/** A fitted model with its preprocessing as an ONNX graph, and the check that the graph says what the model says. */
package io.jenkins.plugins.mlsteps.automl.onnx;

package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.report.chart.Table;

/**
 * A figure with its place in the page.
 *
 * @param id of the element that the script draws into
 * @param width small, medium or wide: small ones stand side by side
 */
public record FigureView(String id, String title, String caption, String width, Table table) {}

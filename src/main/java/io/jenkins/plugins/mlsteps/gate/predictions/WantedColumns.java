package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.Collection;

/**
 * What a reader of predictions is asked for besides the columns with a role.
 *
 * @param slices columns that must be there and split the rows
 * @param spare whether to keep other columns that split the rows
 */
record WantedColumns(Collection<String> slices, boolean spare) {}

/**
 * A real Kubernetes for tests: etcd, API server, controller manager and scheduler as processes of this machine
 * ({@link io.jenkins.plugins.mlsteps.cluster.RealCluster}), and one node on which the containers of a pod run as local processes
 * ({@link io.jenkins.plugins.mlsteps.cluster.ProcessKubelet}). Everything but the node is what a production cluster runs: Jobs
 * are controlled, pods scheduled, manifests validated and permissions checked by the real thing.
 *
 * <p>The node is a stand-in with these limits: images are not pulled, a container sees the files of this machine (copy on
 * write) and its volumes; it runs as the user of the test; resource limits are not enforced; there is no pod network, every pod has
 * a loopback address of its own in {@code POD_IP}; services are not routed.
 *
 * <p>A test with more pods than this machine can run lets them be {@linkplain io.jenkins.plugins.mlsteps.cluster.Images#play played}: the
 * API server hears of a {@link io.jenkins.plugins.mlsteps.cluster.PlayedPod} as of any other, but no container of it is a process.
 *
 * <p>What clients see of a cluster whose clock is another than theirs comes from a
 * {@link io.jenkins.plugins.mlsteps.cluster.SkewedServer} before the API server.
 */
package io.jenkins.plugins.mlsteps.cluster;

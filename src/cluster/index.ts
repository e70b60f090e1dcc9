export type { ApiServer } from './api-server.ts';
export { Cluster, type ClusterTimes, type ServerTarget } from './cluster.ts';
export { type ConnectOptions, connect } from './connect.ts';
export { ClusterError } from './error.ts';
export { type ReadCluster, type ReadOptions, readCluster } from './read.ts';
export { type AccessRule, webhookRights } from './rights.ts';
export type { WatchStatus } from './watch-status.ts';

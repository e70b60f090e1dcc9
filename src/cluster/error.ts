/** Why a cluster cannot be asked. The message tells what was found, what is needed and what to do. */
export class ClusterError extends Error {
  override name = 'ClusterError';
}

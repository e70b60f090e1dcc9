import type { PolicyConfig } from '../generated/config.ts';

/** What is installed, and how. */
export interface InstallSettings {
  namespace: string;
  image: string;
  mode: 'enforce' | 'warn' | 'audit';
  /** The configuration to judge by: a text of its own, or the cluster alone. No target: the API server is asked. */
  policy: { text: string } | { target?: NonNullable<PolicyConfig['targets']>[string] };
  replicas: number;
  /** While no replica answers, requests are refused. */
  failClosed: boolean;
  /** Seconds an API server waits for an answer, 1 to 30. */
  timeout: number;
  /** The webhook watches the cluster, which takes rights. */
  cluster: boolean;
  priorityClass?: string;
}

/** Where the certificate comes from. */
export type Certificates =
  /** Made now: everything PEM. */
  | { kind: 'made'; authority: string; certificate: string; key: string }
  /** Already in the Secret; `authority` is what API servers trust, PEM. */
  | { kind: 'kept'; authority: string }
  | { kind: 'cert-manager' };

/** The name of everything that is installed, and the namespace unless another is stated. */
export const name = 'sidecarlint';

/** Where files are in the container. */
export const folders = { policy: '/etc/sidecarlint', certificate: '/etc/sidecarlint-tls' } as const;

export const ports = { reviews: 9443, metrics: 8080 } as const;

/** Of `tls.crt`, `tls.key` and `ca.crt`. */
export const secretName = `${name}-tls`;

export const selector = { 'app.kubernetes.io/name': name } as const;

/** Names that the certificate has to hold: what API servers call, and what people and probes may. */
export function serverNames(namespace: string): [string, ...string[]] {
  const service = `${name}.${namespace}.svc`;
  return [service, `${name}.${namespace}`, `${service}.cluster.local`];
}

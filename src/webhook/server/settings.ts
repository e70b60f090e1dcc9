import type { ClusterTimes, ConnectOptions } from '../../cluster/index.ts';
import type { Target } from '../../model/index.ts';
import type { Policy } from '../../policy/index.ts';
import type { Mode, OnError } from '../review/decision.ts';

/** What reviews are judged by, as it stands in files now. */
export interface Loaded {
  policy: Policy;
  targets?: readonly Target[];
  /** Files and folders whose change asks for loading again. */
  files: readonly string[];
}

export interface ServeSettings {
  /** 0 takes one that is free. */
  port: number;
  /** Plain HTTP for /metrics, /healthz and /readyz. */
  metricsPort: number;
  /** PEM files. */
  certificate: string;
  key: string;
  /** Only clients with a certificate of this authority may ask for reviews. */
  clientCa?: string;
  /** Judge against this cluster, which is kept in memory. */
  cluster?: ConnectOptions & { times?: Partial<ClusterTimes> };
  mode: Mode;
  onRuleError: OnError;
  /** Reads the configuration. Throws an Error whose message tells the operator what is wrong with it. */
  load(): Promise<Loaded>;
  /** Takes log lines: JSON, each with a line break. */
  write(line: string): void;
}

/** Numbers that a test can make smaller. Times are milliseconds, sizes bytes. */
export interface Limits {
  /** The largest review ever seen was 17 MB, the largest possible is about 28 MB. */
  body: number;
  /** Bodies being read or waiting, all together; what is beyond is told to come back. */
  waiting: number;
  /** Longer than the 90 s after which API servers close a connection: the side that closes first loses requests. */
  keepAlive: number;
  /** How long the others are given to notice that this one is going. */
  drain: number;
  /** How often files are looked at. */
  poll: number;
  /** How long readiness waits for a cluster to be known; then reviews are judged by what is. */
  settle: number;
}

export const defaultLimits: Limits = {
  body: 32 * 1024 * 1024,
  waiting: 256 * 1024 * 1024,
  keepAlive: 120_000,
  drain: 8_000,
  poll: 5_000,
  settle: 30_000,
};

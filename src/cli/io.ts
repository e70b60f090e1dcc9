import type { Target } from '../model/index.ts';
import type { Policy } from '../policy/index.ts';

/** What the webhook serves. Surfaces do not know one another: `main.ts` hands this over. */
export interface Serving {
  port: number;
  metricsPort: number;
  /** Absolute paths of PEM files. */
  certificate: string;
  key: string;
  clientCa?: string;
  /** Judge against this cluster, kept in memory; what is absent is found as kubectl does. */
  cluster?: { kubeconfig?: string; context?: string };
  mode: 'enforce' | 'warn' | 'audit';
  onRuleError: 'allow' | 'deny';
  /** Throws an Error whose message tells what is wrong. `files`: what to watch. */
  load(): Promise<{ policy: Policy; targets?: readonly Target[]; files: readonly string[] }>;
  write(line: string): void;
}

export interface Output {
  write(text: string): void;
  isTTY: boolean;
}

/** Everything the command line needs from the machine: a test hands in its own. */
export interface Io {
  stdout: Output;
  stderr: Output;
  stdin: AsyncIterable<Uint8Array>;
  /** Absolute; paths are relative to it. */
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  now(): number;
  /** How the program was called: `sidecarlint`, or `kubectl sidecarlint` as a plug-in. */
  program: string;
  product: { name: string; version: string; homepage: string; issues: string };
  /** Serves reviews until the process is told to end; answers what kept it from starting, or ''. */
  serve(serving: Serving): Promise<string>;
  /** Talks to an editor until it has gone; answers the exit code. */
  lsp(): Promise<number>;
  /** Address of a rule's documentation. */
  docsUrl(ruleId: string): string;
}

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
  /** Address of a rule's documentation. */
  docsUrl(ruleId: string): string;
}

export const platforms = ['kubernetes', 'acs', 'eci', 'ack-virtual-node', 'unknown'] as const;
export type Platform = (typeof platforms)[number];

/** `<major>.<minor>[.<patch>]` of a component that is not Kubernetes itself, as numbers. */
export interface ComponentVersion {
  major: number;
  minor: number;
  patch?: number;
}

/** A Kubernetes component's version and switched gates. Minors are the second number: 33 for 1.33. */
export interface NodeVersion {
  minor: number;
  patch?: number;
  /** Overrides only. */
  gates: Readonly<Record<string, boolean>>;
  /** The Node object of the input that told it. */
  node?: string;
}

/** One cluster a manifest is judged for. */
export interface Target {
  /** What findings print: the minor as text ('1.28') or the name from the configuration. */
  name: string;
  minor: number;
  patch?: number;
  /** API server gates that were stated; the rest have the default of the minor. */
  gates: Readonly<Record<string, boolean>>;
  /** Oldest kubelet, when known. */
  kubelet?: NodeVersion;
  /** ['unknown'] when nothing was declared; several in a mixed cluster. */
  platforms: readonly Platform[];
  /** The platforms were not declared but read from evidence in the manifest at hand. */
  inferred?: boolean;
  /** OpenKruise version, when known. */
  kruise?: ComponentVersion;
  components: { ackVirtualNode?: ComponentVersion; ackKruise?: ComponentVersion };
  /** Where it came from, for the text output: an option, the configuration, a kind file, the API server, or the default. */
  origin: 'option' | 'configuration' | 'file' | 'cluster' | 'default';
  /** The file a target was read from. */
  uri?: string;
}

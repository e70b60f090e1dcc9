/** One known helper image: data made from the reference sheet, or written by a user in the configuration. */
export interface CatalogueEntry {
  id: string;
  product: string;
  role: string;
  /** Regular expressions on the normalised image name and on the container's name. */
  images?: readonly string[];
  names?: readonly string[];
  /** Regular expressions that speak for the helper when found in command line, `NAME=value` or `tag:<tag>`. */
  evidence?: readonly string[];
  /** The same against it: one match cancels the entry. */
  vetoes?: readonly string[];
  /** How often the image is the main container of its pod. */
  alone: 'never' | 'rare' | 'often';
  /** What is enough for a match; `beside`: another container of the pod has that name. */
  need: Need;
  beside?: string;
  othersDepend: 'yes' | 'start-only' | 'stop-only' | 'no';
  endsByItself: 'never' | 'always' | 'flag';
  /** Evidence that this container ends, or stays, where the entry alone does not tell. */
  endsWhen?: readonly string[];
  staysWhen?: readonly string[];
  /** What holds without such evidence. */
  otherwise: 'ends' | 'stays' | 'unknown';
  /** Known to run for ever, although other columns of the entry are not all checked. */
  daemon?: boolean;
  /** Text in another container's command that ends this one, and the evidence it needs here. */
  quit?: string;
  quitNeeds?: string;
  quitEndpoint?: string;
  /** Flags or variables that set how many seconds it drains after its stop signal. */
  drainFlags?: readonly string[];
  nativeSupport?: string;
  readinessEndpoint?: string;
  /** It belongs to another program's pod (storage driver, build or workflow controller): no advice to move it. */
  fixed?: boolean;
  confidence: 'high' | 'medium' | 'low';
}

type Need =
  | 'image'
  | 'name'
  | 'args'
  | 'image+name'
  | 'image+args'
  | 'image+any'
  | 'name+args'
  | 'image|args'
  | 'name|args'
  | 'beside';

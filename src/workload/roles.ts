import type { Fact, Workload } from '../model/index.ts';
import { type Candidate, type Catalogue, type KnownEntry, longestText } from './catalogue.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';
import type { Image } from './image.ts';

/** What of a container the catalogue looks at. */
export interface Traits {
  name: string;
  list: string;
  image: Image;
  /** Command line, `NAME=value` of literal variables, `tag:<tag>`. */
  texts: readonly string[];
}

export interface RoleMatch {
  role: Fact<'Role'>;
  /** Absent for unknown containers. */
  entry?: CatalogueEntry;
  /** Tests a pattern of the entry on the container's own texts and `name:<name>`. */
  has(pattern: string): boolean;
  /** The entry speaks for this container by more than image or name: a pattern of its evidence was found. */
  byEvidence: boolean;
}

interface Hit {
  known: KnownEntry;
  image: number;
  byEvidence: boolean;
  kinds: number;
  byNameOnly: boolean;
}

const confidences = ['low', 'medium', 'high'];

const unknownRole: Fact<'Role'> = {
  id: '',
  product: '',
  role: '',
  isHelper: false,
  othersDepend: '',
  endsByItself: '',
  confidence: '',
  nativeSupport: '',
  readinessEndpoint: '',
  quitEndpoint: '',
  byNameOnly: false,
  isFixed: false,
};

/** The roles of all containers of a pod, in their order. Who is a helper depends on the company it stands in. */
export function rolesOf(containers: readonly Traits[], catalogue: Catalogue, workload: Workload): RoleMatch[] {
  const hits = containers.map((container) => bestHit(container, containers, catalogue));
  const isHelper = helpers(containers, hits, workload.manifest.kind === 'DaemonSet');
  return containers.map((container, index) => {
    const hit = hits[index];
    const matchers = hit?.known;
    const texts = [...container.texts, `name:${container.name}`];
    return {
      role: hit === undefined ? unknownRole : roleFact(hit, isHelper[index] ?? false),
      ...(hit === undefined ? {} : { entry: hit.known.entry }),
      has: (pattern) => matchers !== undefined && someText(matchers, pattern, texts),
      byEvidence: hit?.byEvidence ?? false,
    };
  });
}

function roleFact({ known: { entry }, byNameOnly }: Hit, isHelper: boolean): Fact<'Role'> {
  return {
    id: entry.id,
    product: entry.product,
    role: entry.role,
    isHelper: isHelper && !byNameOnly,
    othersDepend: entry.othersDepend,
    endsByItself: entry.endsByItself,
    confidence: byNameOnly ? 'low' : entry.confidence,
    nativeSupport: entry.nativeSupport ?? '',
    readinessEndpoint: entry.readinessEndpoint ?? '',
    quitEndpoint: entry.quitEndpoint ?? '',
    byNameOnly,
    isFixed: entry.fixed ?? false,
  };
}

function bestHit(container: Traits, all: readonly Traits[], catalogue: Catalogue): Hit | undefined {
  const candidates = catalogue.candidates(container.image.name, container.name);
  const isVetoed = candidates.map(({ known }) =>
    (known.entry.vetoes ?? []).some((pattern) => someText(known, pattern, container.texts)),
  );
  // A known image in another mode (a gateway) is no helper by its name either.
  const namesCount = !candidates.some((candidate, index) => candidate.image > 0 && isVetoed[index]);
  let best: Hit | undefined;
  for (const [index, candidate] of candidates.entries()) {
    const hit = isVetoed[index] ? undefined : hitOf(candidate, container, all);
    if (hit === undefined || (hit.byNameOnly && !namesCount)) continue;
    if (best === undefined || isBetter(hit, best)) best = hit;
  }
  return best;
}

/** The longer image match wins, then the one with more kinds of evidence, then the better known, then the catalogue's order. */
function isBetter(hit: Hit, best: Hit): boolean {
  if (hit.byNameOnly !== best.byNameOnly) return best.byNameOnly;
  if (hit.image !== best.image) return hit.image > best.image;
  if (hit.kinds !== best.kinds) return hit.kinds > best.kinds;
  return confidences.indexOf(hit.known.entry.confidence) > confidences.indexOf(best.known.entry.confidence);
}

function hitOf({ known, image, name }: Candidate, container: Traits, all: readonly Traits[]): Hit | undefined {
  const { entry } = known;
  const args = (entry.evidence ?? []).some((pattern) => someText(known, pattern, container.texts));
  const isEnough = enough(entry, image > 0, name, args, all);
  if (!isEnough && !name) return undefined;
  const kinds = Number(image > 0) + Number(name) + Number(args);
  return { known, image, byEvidence: args, kinds, byNameOnly: !isEnough };
}

function enough(entry: CatalogueEntry, image: boolean, name: boolean, args: boolean, all: readonly Traits[]): boolean {
  switch (entry.need) {
    case 'image':
      return image;
    case 'name':
      return name;
    case 'args':
      return args;
    case 'image+name':
      return image && name;
    case 'image+args':
      return image && args;
    case 'image+any':
      return image && (name || args);
    case 'name+args':
      return name && args;
    case 'image|args':
      return image || args;
    case 'name|args':
      return name || args;
    case 'beside':
      return (image || name) && all.some((other) => other.name === entry.beside);
  }
}

function someText(known: KnownEntry, pattern: string, texts: readonly string[]): boolean {
  return texts.some(
    (text) => known.find(pattern, text.length > longestText ? text.slice(0, longestText) : text) !== undefined,
  );
}

/**
 * A match names the product; it is a helper among the init containers, or beside a container that is the pod's purpose. Where
 * every container is a match, the first that often stands alone is the main one.
 */
function helpers(containers: readonly Traits[], hits: readonly (Hit | undefined)[], isDaemonSet: boolean): boolean[] {
  const regular = containers.flatMap(({ list }, index) => (list === 'containers' ? [index] : []));
  const isMatch = (index: number): boolean => hits[index] !== undefined && hits[index]?.byNameOnly === false;
  const standsAlone = (index: number): boolean => !isMatch(index) || hits[index]?.known.entry.alone === 'often';
  const unknown = regular.filter((index) => !isMatch(index));
  const main = unknown.length > 0 ? -1 : (regular.find(standsAlone) ?? -1);
  return containers.map(({ list }, index) => {
    if (!isMatch(index)) return false;
    if (list !== 'containers') return list === 'initContainers';
    if (index === main || (isDaemonSet && standsAlone(index))) return false;
    return regular.some((other) => other !== index && standsAlone(other));
  });
}

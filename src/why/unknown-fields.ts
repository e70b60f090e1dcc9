import type { Context } from './context.ts';
import type { Entry } from './entry.ts';
import { rows } from './rows.ts';
import type { Statement } from './says.ts';
import { lookUp, type Stranger } from './stranger.ts';

/** A cause of unknown fields, with the statements it explains. */
export interface Found {
  entry: Entry;
  statements: readonly Statement[];
}

/** Why a server does not know these fields: one cause for all that are too new for it, one for each other kind of slip. */
export function explainUnknown(statements: readonly Statement[], { kind, signals }: Context): Found[] {
  const tooNew: { stranger: Stranger; statement: Statement }[] = [];
  const found: Found[] = [];
  const root = kind === '' ? rootOf(statements) : kind;
  for (const statement of statements) {
    if (!('unknown' in statement.says) || statement.detail === 'schema') continue;
    const stranger = lookUp(statement.says.unknown, root);
    const isNew = stranger.since !== undefined && !signals.has('custom');
    if (isNew) tooNew.push({ stranger, statement });
    else found.push({ entry: slip(stranger), statements: [statement] });
  }
  if (tooNew.length > 0) {
    const entry = olderServer(
      tooNew.map(({ stranger }) => stranger),
      signals.has('taken'),
    );
    found.unshift({ entry, statements: tooNew.map(({ statement }) => statement) });
  }
  return found;
}

/** A kind whose paths begin as those of the text do: one field of a template says what object the others belong to. */
function rootOf(statements: readonly Statement[]): string {
  const paths = statements.map(({ says }) => ('unknown' in says ? says.unknown : ''));
  return roots.find(([start]) => paths.some((path) => path.startsWith(start)))?.[1] ?? 'Pod';
}

const roots = [
  ['spec.jobTemplate.', 'CronJob'],
  ['spec.template.', 'Deployment'],
  ['template.', 'PodTemplate'],
] as const;

function olderServer(strangers: readonly Stranger[], isTaken: boolean): Entry {
  const lastNames = [...new Set(strangers.map(({ path }) => path.slice(path.lastIndexOf('.') + 1)))];
  const oldest = Math.min(...strangers.map(({ since }) => since ?? 0));
  const newest = Math.max(...strangers.map(({ since }) => since ?? 0));
  const isSidecar = strangers.some(({ path }) => /\binitContainers\b.*\.restartPolicy$/.test(path));
  return {
    id: 'older-server',
    summary: `The API server is older than 1.${oldest}: it does not know ${lastNames.slice(0, 5).join(', ')}${lastNames.length > 5 ? ', …' : ''}`,
    why:
      (isTaken
        ? 'The server warned and took the object without the field. kubectl 1.25 and newer would have been refused.'
        : 'kubectl 1.25 and newer is strict, so the server refuses what it does not know. Helm, most operators and older clients are not: for them the field vanishes with a warning at most.') +
      (isSidecar
        ? ' The field is right and stands where it belongs. Deleting it, as many did, makes an init container that never ends: the pod hangs in Init.'
        : ''),
    look: 'kubectl version',
    releases: `up to 1.${oldest - 1}`,
    fix: [
      `Run Kubernetes 1.${newest === 28 ? '29' : newest} or newer${newest === 28 ? ' (1.28 knows restartPolicy but drops it unless SidecarContainers is on)' : ''}; if it is newer already, look whether kubectl speaks to the cluster you mean.`,
      isSidecar
        ? 'Until then put the helper into containers, without restartPolicy.'
        : 'Until then leave the field out.',
    ],
    ...(isSidecar ? { rules: ['kubernetes/native-sidecar-unsupported'] } : {}),
  };
}

function slip({ path, known, until, belongs, nearest }: Stranger): Entry {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const rules = ['kubernetes/unknown-field'];
  if (known && until !== undefined) {
    return {
      id: 'newer-server',
      summary: `The API server is newer than 1.${until}: ${name} is gone`,
      why: 'Fields of alpha features disappear.',
      fix: ['Remove the field, or write what replaced it.'],
      rules,
    };
  }
  if (known) {
    return {
      id: 'older-schema',
      summary: `Kubernetes has ${name} there, so this object was judged by an older or narrower schema`,
      why: 'A CRD with an embedded pod template carries a copy of the schema of its day.',
      fix: ['Upgrade the CRD of the operator to one whose schema has the field.'],
      rules,
    };
  }
  const why =
    'A strict client is refused; with others the field vanishes and its object behaves as if it had not been written.';
  if (belongs !== '') {
    return {
      id: 'wrong-place',
      summary: `${name} stands in the wrong place: it belongs to ${belongs}`,
      why,
      fix: [`Move ${path} to ${belongs}; usually the indentation is off by one level.`, ...meant(nearest)],
      rules,
    };
  }
  if (nearest !== '') {
    return {
      id: 'misspelt-field',
      summary: `${name} is no field: ${nearest} was meant, perhaps`,
      why,
      fix: meant(nearest),
      rules,
    };
  }
  return {
    id: 'no-such-field',
    summary: `No Kubernetes version has ${path}`,
    why: `${why} Invented fields such as sidecar: true, lifecycle.type and healthCheck come from proposals, other systems and language models.`,
    fix: ['Remove the field. A sidecar is an entry of initContainers with `restartPolicy: Always`, and nothing else.'],
    rules: [...rules, 'leftovers/invented-sidecar-field'],
  };
}

function meant(nearest: string): string[] {
  return nearest === '' ? [] : [`Write ${nearest} if that was meant.`];
}

/** What an object that cannot be decoded hides: nothing of it was validated. `spoke`: the rows that did speak. */
export function notJudged(spoke: readonly string[], { kind }: Context): Entry {
  const others = Object.entries(rows).filter(
    ([id, row]) => !spoke.includes(id) && (row.kinds === undefined || kind === '' || row.kinds.test(kind)),
  );
  return {
    id: 'not-judged-yet',
    summary: 'Nothing else in the object was judged: more can come when this is gone',
    why: 'Decoding comes first and ended here. Probes, ports, policies and resources are validated only when every field is known, and most of what is said of a sidecar depends on its restartPolicy.',
    fix: ['`sidecarlint lint --target VERSION FILE` judges all of it now.'],
    bands: '',
    behind: others.map(([id]) => id),
  };
}

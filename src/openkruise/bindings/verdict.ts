import type { Inventory } from '../../inventory/index.ts';
import { editDistance, type Manifest, nearestExisting, type Place } from '../../model/index.ts';
import { type Binding, bindingKind, lists, type Named } from './binding.ts';
import { referencesOf, type VolumeReference } from './references.ts';

/** Why no binding grants a reference; '' when one does. */
type BindingCause = '' | 'none' | 'wrong-namespace' | 'subject-missing' | 'ref-missing' | 'wrong-type';

export interface Verdict {
  cause: BindingCause;
  /** One clear slip away from being granted. */
  near: boolean;
  /** What the nearest binding says instead. */
  found: string;
  binding?: Binding;
  place?: Place;
}

interface Question {
  set: Manifest;
  reference: VolumeReference;
  inventory: Inventory;
}

/** The binding that grants a reference, or the nearest one and what is wrong with it. The earlier test speaks. */
export function judge(question: Question, bindings: readonly Binding[]): Verdict {
  const complete = bindings.filter((binding) => listsBoth(question, binding));
  const there = bindings.filter((binding) => binding.rightType && binding.namespace === question.reference.namespace);
  if (complete.some((binding) => there.includes(binding))) return { cause: '', near: false, found: '' };
  return (
    wrongNamespace(question, complete) ??
    wrongType(question, complete) ??
    nearFirst([...refMissing(question, there), ...subjectMissing(question, there)]) ?? {
      cause: 'none',
      near: false,
      found: '',
    }
  );
}

const nearFirst = (verdicts: readonly Verdict[]): Verdict | undefined =>
  verdicts.find((verdict) => verdict.near) ?? verdicts[0];

function listsBoth({ set, reference }: Question, binding: Binding): boolean {
  return lists(binding.subjects, 'SidecarSet', set.name) && lists(binding.refs, reference.kind, reference.name);
}

/** A binding elsewhere is a slip only when the set has no reference that needs it there. */
function wrongNamespace({ set, reference }: Question, complete: readonly Binding[]): Verdict | undefined {
  const others = referencesOf(set).filter(({ kind, name }) => kind === reference.kind && name === reference.name);
  const binding = complete.find(
    (candidate) => candidate.rightType && !others.some(({ namespace }) => namespace === candidate.namespace),
  );
  if (binding === undefined) return undefined;
  const written = binding.manifest.namespace;
  return verdict(
    'wrong-namespace',
    true,
    written === '' ? 'no namespace' : `namespace ${written}`,
    binding,
    '/metadata/namespace',
  );
}

function wrongType({ reference }: Question, complete: readonly Binding[]): Verdict | undefined {
  const wrong = complete.filter((candidate) => !candidate.rightType);
  const binding = wrong.find(({ namespace }) => namespace === reference.namespace) ?? wrong[0];
  if (binding === undefined) return undefined;
  const { apiVersion, kind } = binding.manifest;
  return verdict('wrong-type', true, `${apiVersion} ${kind}`, binding, kind === bindingKind ? '/apiVersion' : '/kind');
}

function refMissing({ set, reference }: Question, there: readonly Binding[]): Verdict[] {
  const used = (name: string): boolean =>
    referencesOf(set).some((other) => other.namespace === reference.namespace && other.name === name);
  return there
    .filter((binding) => lists(binding.subjects, 'SidecarSet', set.name))
    .map((binding) => missing('ref-missing', binding, 'resourceRefs', binding.refs, reference, used));
}

function subjectMissing({ set, reference, inventory }: Question, there: readonly Binding[]): Verdict[] {
  const isSet = (name: string): boolean => inventory.find('apps.kruise.io/SidecarSet', '', name) !== undefined;
  const wanted = { kind: 'SidecarSet', name: set.name };
  return there
    .filter((binding) => lists(binding.refs, reference.kind, reference.name))
    .map((binding) => missing('subject-missing', binding, 'subjects', binding.subjects, wanted, isSet));
}

/** `meant` says of a name close to the wanted one that it is right as it stands, so that it is no slip. */
function missing(
  cause: BindingCause,
  binding: Binding,
  list: 'subjects' | 'resourceRefs',
  entries: readonly Named[],
  wanted: { kind: string; name: string },
  meant: (name: string) => boolean,
): Verdict {
  const otherKind = entries.find((entry) => entry.name === wanted.name);
  const slip = entries.find(
    (entry) => entry.kind === wanted.kind && !meant(entry.name) && editDistance(entry.name, wanted.name, 2) <= 2,
  );
  const entry = otherKind ?? slip;
  const shown = entry ?? entries[0];
  const found = shown === undefined ? '' : `${shown.kind} ${shown.name}`;
  const pointer = entry === undefined ? `/spec/${list}` : `/spec/${list}/${entry.index}/${otherKind ? 'kind' : 'name'}`;
  return verdict(cause, entry !== undefined, found, binding, pointer);
}

function verdict(cause: BindingCause, near: boolean, found: string, binding: Binding, pointer: string): Verdict {
  const place = { manifest: binding.manifest, pointer: nearestExisting(binding.manifest.object, pointer) };
  return { cause, near, found, binding, place };
}

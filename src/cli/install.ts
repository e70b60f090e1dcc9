import {
  type Certificates,
  defaultNamespace,
  type InstallSettings,
  installation,
  makeCertificate,
  removal,
  serverNames,
} from '../install/index.ts';
import type { JsonObject } from '../model/index.ts';
import { writeYaml } from '../source/index.ts';
import type { Arguments } from './arguments.ts';
import { authorityIn } from './install-authority.ts';
import { type InstallPolicy, installPolicy } from './install-policy.ts';
import type { Io } from './io.ts';
import { exitCodes, UsageError } from './usage.ts';

/** `install`: prints manifests, and on standard error what somebody has to know about them. */
export async function install(given: Arguments, io: Io): Promise<number> {
  const policy = await installPolicy(given, io);
  const settings = settingsOf(given, io, policy);
  const { from, note } = await certificatesFor(settings, given, io);
  print(installation(settings, from), io);
  for (const line of [note, policy.note, ...imageNotes(given, settings)])
    if (line !== '') io.stderr.write(`${io.program}: ${line}\n`);
  return exitCodes.clean;
}

/** `uninstall`: prints what to delete. */
export function uninstall(given: Arguments, io: Io): number {
  const from: Certificates = given.has('cert-manager')
    ? { kind: 'cert-manager' }
    : { kind: 'made', authority: '', certificate: '', key: '' };
  const settings = settingsOf(given, io, { policy: {}, note: '' });
  print(removal(settings, from), io);
  const { namespace } = settings;
  if (namespace !== defaultNamespace) {
    io.stderr.write(`${io.program}: the namespace ${namespace} is not deleted, since others may live in it\n`);
  }
  return exitCodes.clean;
}

function print(objects: readonly JsonObject[], io: Io): void {
  io.stdout.write(objects.map((object) => writeYaml(object)).join('---\n'));
}

function settingsOf(given: Arguments, { product }: Io, { policy }: InstallPolicy): InstallSettings {
  const mode = modeOf(given);
  const failClosed = given.has('fail-closed');
  if (failClosed && mode !== 'enforce') {
    throw new UsageError('--fail-closed needs --mode enforce: what refuses nothing must not refuse while it is down');
  }
  const priorityClass = matching(given, 'priority-class', /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, 'a DNS name');
  return {
    namespace: matching(given, 'namespace', /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'a DNS label') ?? defaultNamespace,
    image: matching(given, 'image', /^[\w][\w.:/@-]{0,511}$/, 'an image reference') ?? `sidecarlint:${product.version}`,
    mode,
    policy,
    replicas: numberOf(given, 'replicas', 2, 1, 100),
    failClosed,
    timeout: numberOf(given, 'timeout', 5, 1, 30),
    cluster: given.has('cluster'),
    ...(priorityClass === undefined ? {} : { priorityClass }),
  };
}

function modeOf(given: Arguments): InstallSettings['mode'] {
  const mode = modes.find((each) => each === given.value('mode'));
  if (!given.has('audit')) return mode ?? 'enforce';
  if (mode === undefined || mode === 'warn') return 'warn';
  throw new UsageError(`--audit and --mode ${mode} exclude each other: --audit is --mode warn`);
}

const modes = ['enforce', 'warn', 'audit'] as const;

function matching(given: Arguments, option: string, pattern: RegExp, wanted: string): string | undefined {
  const text = given.value(option);
  if (text === undefined || pattern.test(text)) return text;
  throw new UsageError(`--${option} is '${text}', but has to be ${wanted}`);
}

function numberOf(given: Arguments, option: string, otherwise: number, least: number, most: number): number {
  const text = given.value(option);
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (/^\d{1,3}$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`--${option} is '${text}', but has to be a number from ${least} to ${most}`);
}

/** The certificate, and what the operator has to know of it. */
async function certificatesFor(
  { namespace }: InstallSettings,
  given: Arguments,
  io: Io,
): Promise<{ from: Certificates; note: string }> {
  const file = given.value('ca');
  if (given.has('cert-manager')) {
    if (file !== undefined)
      throw new UsageError('--cert-manager and --ca exclude each other: cert-manager has its own');
    return { from: { kind: 'cert-manager' }, note: '' };
  }
  if (file !== undefined) return { from: { kind: 'kept', authority: await authorityIn(file, io) }, note: '' };
  const from = await makeCertificate(serverNames(namespace), io.now());
  const end = from.notAfter.toISOString().slice(0, 10);
  return { from, note: `the certificate ends on ${end}; before that day, install again` };
}

function imageNotes(given: Arguments, { image, cluster }: InstallSettings): string[] {
  return [
    cluster ? 'the image has to be built with --build-arg CLUSTER=yes' : '',
    given.has('image') ? '' : `the image ${image} has to be where nodes find it: --image names yours`,
  ];
}

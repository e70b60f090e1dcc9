/**
 * Writes schemas/kubernetes/fields.json, the fields every API server minor can decode, from a recording of the real decoders:
 * `tsx test-cases/support/kubernetes-fields.ts <recording>/fields.json`. The form it writes is described in schemas/kubernetes/README.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Recorded {
  type: string;
  since: string;
  until?: string;
  was?: { type: string; until: string }[];
}

/** The recording says `integer`; these are 64 bits wide in the Go types, the others 32. */
const wide = new Set(
  `ClusterTrustBundleProjection.user CronJobSpec.startingDeadlineSeconds DaemonSetStatus.observedGeneration
  DeploymentStatus.observedGeneration JobSpec.activeDeadlineSeconds LinuxContainerUser.gid LinuxContainerUser.supplementalGroups
  LinuxContainerUser.uid ObjectMeta.deletionGracePeriodSeconds ObjectMeta.generation PodCondition.observedGeneration
  PodSecurityContext.fsGroup PodSecurityContext.runAsGroup PodSecurityContext.runAsUser PodSecurityContext.supplementalGroups
  PodSpec.activeDeadlineSeconds PodSpec.terminationGracePeriodSeconds PodStatus.observedGeneration
  Probe.terminationGracePeriodSeconds ReplicaSetStatus.observedGeneration ReplicationControllerStatus.observedGeneration
  SecurityContext.runAsGroup SecurityContext.runAsUser ServiceAccountTokenProjection.expirationSeconds SleepAction.seconds
  StatefulSetStatus.observedGeneration Toleration.tolerationSeconds`.split(/\s+/),
);

/** Go types that embed another: decoding errors name it from 1.35 on. The fields listed are the embedded ones, or (own) all others are. */
const embedded: Record<string, { as: string; fields?: string[]; own?: string[] }> = {
  Probe: { as: 'ProbeHandler', fields: ['exec', 'httpGet', 'tcpSocket', 'grpc'] },
  Volume: { as: 'VolumeSource', own: ['name'] },
  EphemeralContainer: { as: 'EphemeralContainerCommon', own: ['targetContainerName'] },
  ConfigMapEnvSource: { as: 'LocalObjectReference', fields: ['name'] },
  ConfigMapKeySelector: { as: 'LocalObjectReference', fields: ['name'] },
  ConfigMapProjection: { as: 'LocalObjectReference', fields: ['name'] },
  ConfigMapVolumeSource: { as: 'LocalObjectReference', fields: ['name'] },
  SecretEnvSource: { as: 'LocalObjectReference', fields: ['name'] },
  SecretKeySelector: { as: 'LocalObjectReference', fields: ['name'] },
  SecretProjection: { as: 'LocalObjectReference', fields: ['name'] },
};

function embedding(type: string, name: string): string {
  const { as = '', fields, own } = embedded[type] ?? {};
  const inside = fields?.includes(name) ?? own?.includes(name) === false;
  return inside ? ` @${as}` : '';
}

function shape(type: string, name: string): string {
  const list = /^array<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) return `[]${shape(list, name)}`;
  const map = /^map<(.*)>$/.exec(type)?.[1];
  if (map !== undefined) return `{}${shape(map, name)}`;
  if (type.startsWith('object:')) return type.slice('object:'.length);
  return type === 'integer' ? (wide.has(name) ? 'int64' : 'int32') : type;
}

/** '1.27' is where the recording begins, so it says nothing about the field. */
function span(since: string, until?: string): string {
  if (until === undefined) return since === '1.27' ? '' : ` ${since}`;
  return ` ${since}..${until}`;
}

const source = process.argv[2];
if (source === undefined) throw new Error('name the recorded fields.json');
// Checked by the conformance test: every recorded verdict is decoded with the table made here.
const recorded = JSON.parse(readFileSync(source, 'utf8')) as Record<string, Record<string, Recorded>>;
const table: Record<string, Record<string, string>> = {};
for (const [type, fields] of Object.entries(recorded)) {
  const rows: Record<string, string> = {};
  for (const [name, field] of Object.entries(fields)) {
    const full = `${type}.${name}`;
    let since = field.since;
    let text = '';
    for (const earlier of field.was ?? []) {
      text += `${shape(earlier.type, full)}${span(since, earlier.until)} | `;
      since = `1.${Number(earlier.until.slice(2)) + 1}`;
    }
    rows[name] = `${text}${shape(field.type, full)}${span(since, field.until)}${embedding(type, name)}`;
  }
  table[type] = rows;
}
writeFileSync('schemas/kubernetes/fields.json', `${JSON.stringify(table, null, 2)}\n`);

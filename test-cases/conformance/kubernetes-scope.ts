import type { Lines } from './kubernetes-compare.ts';

interface OutOfScope {
  member: 'errors' | 'dropped';
  /** Of a line with its indexes and keys taken out. */
  form: RegExp;
  why: string;
}

/** What servers were recorded to say and the judge deliberately does not. None of it is about containers. */
const outOfScope: readonly OutOfScope[] = [
  {
    member: 'errors',
    form: /volumes\[\]\.projected\.sources\[\]\.serviceAccountToken$/,
    why: 'recorded without the ServiceAccount plug-in, which every cluster runs: it fills serviceAccountName before this check',
  },
  {
    member: 'errors',
    form: / spec\.(strategy|updateStrategy|podManagementPolicy|persistentVolumeClaimRetentionPolicy|volumeClaimTemplates)\b/,
    why: 'how a controller replaces its pods and keeps their disks is not about sidecars',
  },
  {
    member: 'errors',
    form: /\.(tolerations|affinity|topologySpreadConstraints|schedulingGates)\b/,
    why: 'where pods are scheduled is not about sidecars',
  },
  {
    member: 'errors',
    form: /\.volumes\[\]\.(iscsi|flocker|quobyte|fc|azureDisk|storageos|scaleIO|image|ephemeral\.volumeClaimTemplate\.)/,
    why: 'what only the plug-in of one kind of disk reads, and claims made from a template, are not about sidecars',
  },
  { member: 'errors', form: /\.(hostAliases|dnsConfig)\b/, why: 'how a pod resolves names is not about sidecars' },
  {
    member: 'dropped',
    form: /^metadata$/,
    why: 'an annotation of the time before init containers had a field, removed together with what was left empty',
  },
];

/** Takes out of a recorded verdict what is out of scope, and notes each distinct pair of field and reason once. */
export function withinScope(theirs: Lines, noted: Map<string, string>): Lines {
  const left = { ...theirs };
  for (const member of ['errors', 'dropped'] as const) {
    left[member] = theirs[member].filter((line) => {
      const plain = line.replace(/\[[^\]]*\]/g, '[]');
      const found = outOfScope.find((one) => one.member === member && one.form.test(plain));
      if (found !== undefined) noted.set(plain, found.why);
      return found === undefined;
    });
  }
  return left;
}

import { labelUses, logVolumes, markers } from '../alibaba/index.ts';
import { type Inventory, namespaceOf, podLabels, selectorTerms } from '../inventory/index.ts';
import { keptOf, podFacts, type WrittenPod } from '../lifecycle/index.ts';
import { type FactList, join, type Manifest, type Place, type Target, valueAt } from '../model/index.ts';
import { bindingFacts, matches, virtualNodeTerms } from '../openkruise/index.ts';

const virtualNodeLabel = 'serverless.alibabacloud.com/virtual-node';
const computeLabels = ['alibabacloud.com/eci', 'alibabacloud.com/acs', 'alibabacloud.com/compute-class'];
const serverlessLabels = [virtualNodeLabel, ...computeLabels];
const serverlessGate = 'SidecarSetServerlessPod';

/** A SidecarSet as Alibaba Cloud's virtual nodes see it. `pod`: its containers and volumes, read as those of a pod. */
export function serverlessSets(
  manifest: Manifest,
  pod: WrittenPod | undefined,
  inventory: Inventory,
  target: Target,
): FactList<'serverlessSets'> {
  if (pod === undefined) return [];
  const terms = selectorTerms(valueAt(manifest.object, 'spec', 'selector'));
  const label = terms.find((term) => term.key === virtualNodeLabel);
  const isPlace = (pointer: string): Place => ({ pointer: join('/spec/selector') + pointer });
  const own = contentOf(manifest, pod, inventory);
  const isSelecting = (key: string): boolean => terms.some((term) => term.key === key && term.operator !== 'NotIn');
  const taken = inventory.workloads.filter((workload) => {
    const identity = { namespace: namespaceOf(workload.manifest), labels: podLabels(workload) };
    return matches(manifest, identity, inventory, target) !== 'no';
  });
  const self = {
    selectsVirtualNodes: virtualNodeTerms(manifest).some(
      ({ self: term }) => term.keyMatch === 'exact' && term.valueRight,
    ),
    selectsOthers: terms.length > 0 && virtualNodeTerms(manifest).length === 0 && !serverlessLabels.some(isSelecting),
    matchesOnlyServerless:
      inventory.complete &&
      taken.length > 0 &&
      taken.every((workload) => labelUses(workload).some(({ self: { key } }) => computeLabels.includes(key))),
    labelCarried: inventory.workloads.some((workload) => Object.hasOwn(podLabels(workload), virtualNodeLabel)),
    volumes: own.volumes.map(({ words }) => words),
    markers: own.markers.map(({ words }) => words),
    missing: missingFor(
      terms.some(({ key }) => key === 'alibabacloud.com/acs' || key === 'alibabacloud.com/compute-class'),
      target,
    ),
    gateKnown: Object.hasOwn(target.gates, serverlessGate),
  };
  const content = own.volumes[0] ?? own.markers[0];
  const written = valueAt(manifest.object, 'spec', 'selector') !== undefined;
  const places = {
    selector: { pointer: written ? '/spec/selector' : '/spec' },
    label:
      label &&
      (label.pointer.includes('/matchLabels/')
        ? { ...isPlace(label.pointer), part: 'key' as const }
        : isPlace(`${label.pointer}/key`)),
    content: content && { pointer: content.pointer },
  };
  return [{ self, pointer: '', places }];
}

interface Content {
  words: string;
  pointer: string;
}

/** What of a set works on virtual nodes only. */
function contentOf(
  manifest: Manifest,
  pod: WrittenPod,
  inventory: Inventory,
): { volumes: Content[]; markers: Content[] } {
  const names = bindingFacts(manifest, inventory).volumeReferences.map(({ self, pointer }) => {
    return { words: `volume ${self.volume} (${self.kind} ${self.namespace}/${self.name})`, pointer };
  });
  const logs = logVolumes(pod.workload).flatMap(({ self, pointer }) =>
    self.match === 'exact' ? [{ words: `volume ${self.name} (${self.written})`, pointer }] : [],
  );
  const { containers } = podFacts(pod, keptOf(pod, pod.workload.podSpec), {
    hasService: false,
    limitRanges: [],
    sidecarSetOf: () => '',
  });
  const marked = markers(containers).flatMap(({ self, pointer }) => {
    const isOwn = self.match === 'exact' && self.family !== 'kruise' && self.value !== 'normal';
    return isOwn ? [{ words: `${self.name} of container ${self.container.name}`, pointer }] : [];
  });
  return { volumes: [...names, ...logs], markers: marked };
}

/** Versions and gates that were stated and are not enough. Sources: the ACK walkthrough, and for ACS compute its sibling page. */
function missingFor(isAcs: boolean, { minor, components, gates }: Target): string[] {
  const missing: string[] = [];
  const check = (name: string, version: Target['components']['ackKruise'], wanted: [number, number]): void => {
    if (version === undefined) return;
    const isOld = version.major < wanted[0] || (version.major === wanted[0] && version.minor < wanted[1]);
    const text = `${version.major}.${version.minor}${version.patch === undefined ? '' : `.${version.patch}`}`;
    if (isOld) missing.push(`${name} is ${text}, needed is ${wanted.join('.')} or newer`);
  };
  check('Kubernetes', { major: 1, minor }, [1, 22]);
  check('ack-virtual-node', components.ackVirtualNode, isAcs ? [2, 13] : [2, 10]);
  check('ack-kruise', components.ackKruise, [1, 3]);
  if (gates[serverlessGate] === false) missing.push(`the gate ${serverlessGate} is off`);
  return missing;
}

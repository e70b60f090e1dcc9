import { type JsonObject, parseQuantity } from '../model/index.ts';
import { unsupported } from './handlers.ts';
import { dnsSubdomainProblems, subPathProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, list, number, objects, text } from './values.ts';
import { validateDownwardFile, validateItems, validateMode, validateProjected } from './volume-files.ts';

interface Source {
  name: string;
  /** Members that it cannot do without. */
  needs?: readonly string[];
  /** Checks beyond that. */
  check?: (pass: Pass, source: JsonObject, path: Path) => void;
  /** Where the server says faults are, when not in the field; and where it says that the source is one too many. */
  saidAt?: string;
  tooManyAt?: string;
}

/** In the order in which the server looks at them: of several sources the first is judged, the later ones are too many. */
const sources: readonly Source[] = [
  { name: 'emptyDir', check: validateEmptyDir },
  { name: 'hostPath', needs: ['path'], check: validateHostPath },
  { name: 'gitRepo', needs: ['repository'], check: validateGitRepo },
  { name: 'gcePersistentDisk', needs: ['pdName'], check: validatePartition, saidAt: 'persistentDisk' },
  { name: 'awsElasticBlockStore', needs: ['volumeID'], check: validatePartition },
  { name: 'secret', needs: ['secretName'], check: validateFiles },
  { name: 'nfs', needs: ['server', 'path'], check: validateNfs },
  { name: 'iscsi', needs: ['targetPortal', 'iqn'] },
  { name: 'glusterfs', needs: ['endpoints', 'path'] },
  { name: 'flocker' },
  { name: 'persistentVolumeClaim', needs: ['claimName'] },
  { name: 'rbd', needs: ['monitors', 'image'] },
  { name: 'cinder', needs: ['volumeID'] },
  { name: 'cephfs', needs: ['monitors'], tooManyAt: 'cephFS' },
  { name: 'quobyte', needs: ['registry', 'volume'] },
  { name: 'downwardAPI', check: validateDownward, tooManyAt: 'downwarAPI' },
  { name: 'fc' },
  { name: 'flexVolume', needs: ['driver'] },
  { name: 'configMap', needs: ['name'], check: validateFiles },
  { name: 'azureFile', needs: ['secretName', 'shareName'] },
  { name: 'vsphereVolume', needs: ['volumePath'] },
  { name: 'photonPersistentDisk', needs: ['pdID'] },
  { name: 'portworxVolume', needs: ['volumeID'] },
  { name: 'azureDisk', needs: ['diskName', 'diskURI'] },
  { name: 'storageos', needs: ['volumeName'] },
  { name: 'projected', check: validateProjectedVolume },
  { name: 'scaleIO', needs: ['gateway', 'system', 'volumeName'] },
  { name: 'csi', needs: ['driver'], check: validateDriver },
  { name: 'ephemeral', needs: ['volumeClaimTemplate'] },
];

/** What a volume is made of. Not looked at: the fields of disks that only a plug-in of one kind reads. */
export function validateSource(pass: Pass, volume: JsonObject, path: Path): void {
  let found = false;
  for (const { name, needs = [], check, saidAt, tooManyAt } of sources) {
    const source = child(volume, name);
    if (source === undefined) continue;
    const pointer = path.at(name).pointer();
    if (found) {
      const message = 'only one kind of volume may be set';
      pass.cause('other', 'FieldValueForbidden', path.at(tooManyAt ?? name), message, { pointer });
      continue;
    }
    found = true;
    const before = pass.causes.length;
    const at = path.at(saidAt ?? name);
    for (const member of needs) {
      if (!isEmpty(source, member)) continue;
      const lost = pass.loss(source, member) ?? (name === 'ephemeral' ? pass.anyLoss(source) : undefined);
      pass.cause('other', 'FieldValueRequired', at.at(member), 'must be set', { lost });
    }
    check?.(pass, source, at);
    if (saidAt !== undefined) pass.move(before, at.pointer(), pointer);
  }
}

function isEmpty(source: JsonObject, member: string): boolean {
  return text(source, member) === '' && child(source, member) === undefined && list(source, member).length === 0;
}

function validateEmptyDir(pass: Pass, source: JsonObject, path: Path): void {
  if ((parseQuantity(source.sizeLimit) ?? 0n) >= 0n) return;
  pass.cause('other', 'FieldValueForbidden', path.at('sizeLimit'), 'must be 0 or more');
}

const hostPathTypes = ['BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];

function validateHostPath(pass: Pass, source: JsonObject, path: Path): void {
  const hostPath = text(source, 'path');
  if (hostPath === '') return;
  if (hostPath.split('/').includes('..')) {
    pass.cause('other', 'FieldValueInvalid', path.at('path'), "must not contain '..'");
  }
  const type = text(source, 'type');
  if (type !== '' && !hostPathTypes.includes(type)) unsupported(pass, 'other', path.at('type'), type, hostPathTypes);
}

function validateGitRepo(pass: Pass, source: JsonObject, path: Path): void {
  for (const problem of subPathProblems(text(source, 'directory'))) {
    pass.cause('other', 'FieldValueInvalid', path.at('directory'), problem);
  }
}

function validatePartition(pass: Pass, source: JsonObject, path: Path): void {
  const partition = number(source, 'partition');
  if (partition >= 0 && partition <= 255) return;
  pass.cause('other', 'FieldValueInvalid', path.at('partition'), 'must be between 1 and 255');
}

function validateNfs(pass: Pass, source: JsonObject, path: Path): void {
  if (text(source, 'path').startsWith('/')) return;
  pass.cause('other', 'FieldValueInvalid', path.at('path'), 'must be an absolute path');
}

/** A Secret or ConfigMap as files. */
function validateFiles(pass: Pass, source: JsonObject, path: Path): void {
  validateMode(pass, source, 'defaultMode', path);
  validateItems(pass, source, path);
}

/** The server forgets to say which of the files it means. */
function validateDownward(pass: Pass, source: JsonObject, path: Path): void {
  validateMode(pass, source, 'defaultMode', path);
  for (const [index, file] of objects(source, 'items').entries()) {
    const before = pass.causes.length;
    validateDownwardFile(pass, file, path);
    pass.move(before, path.pointer(), path.at('items').at(index).pointer());
  }
}

function validateProjectedVolume(pass: Pass, source: JsonObject, path: Path): void {
  validateMode(pass, source, 'defaultMode', path);
  validateProjected(pass, source, path);
}

const longestDriver = 63;

function validateDriver(pass: Pass, source: JsonObject, path: Path): void {
  const driver = text(source, 'driver');
  const at = path.at('driver');
  if (driver.length > longestDriver) {
    pass.cause('other', 'FieldValueTooLong', at, `must be no more than ${longestDriver} characters`);
  }
  for (const problem of dnsSubdomainProblems(driver.toLowerCase())) {
    pass.cause('other', 'FieldValueInvalid', at, `'${driver}' ${problem}`, { lost: pass.loss(source, 'driver') });
  }
  const secret = child(source, 'nodePublishSecretRef');
  if (secret === undefined) return;
  const name = text(secret, 'name');
  const place = path.at('nodePublishSecretRef').at('name');
  if (name === '') pass.cause('other', 'FieldValueRequired', place, 'must be set');
  else {
    for (const problem of dnsSubdomainProblems(name)) {
      pass.cause('other', 'FieldValueInvalid', path.at('name'), `'${name}' ${problem}`, { pointer: place.pointer() });
    }
  }
}

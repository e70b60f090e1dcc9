import type { JsonObject } from '../model/index.ts';
import { validateFieldRef, validateResourceFieldRef } from './env-sources.ts';
import { volumeFileProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, isSet, number, objects, text } from './values.ts';

const mostMode = 0o777;

/** Permissions of a file, as a number. */
export function validateMode(pass: Pass, owner: JsonObject, name: string, path: Path): void {
  const mode = number(owner, name);
  if (mode >= 0 && mode <= mostMode) return;
  pass.cause('other', 'FieldValueInvalid', path.at(name), 'must be between 0 and 0777 (octal)');
}

/** Which keys become which files. */
export function validateItems(pass: Pass, source: JsonObject, path: Path): void {
  for (const [index, item] of objects(source, 'items').entries()) {
    const place = path.at('items').at(index);
    if (text(item, 'key') === '') required(pass, item, 'key', place);
    validateFilePath(pass, item, place);
    validateMode(pass, item, 'mode', place);
  }
}

function validateFilePath(pass: Pass, owner: JsonObject, path: Path): void {
  const file = text(owner, 'path');
  if (file === '') required(pass, owner, 'path', path);
  for (const problem of volumeFileProblems(file)) {
    pass.cause('other', 'FieldValueInvalid', path.at('path'), `'${file}' ${problem}`);
  }
}

/** A file that holds something of the pod. */
export function validateDownwardFile(pass: Pass, file: JsonObject, path: Path): void {
  validateFilePath(pass, file, path);
  const fieldRef = child(file, 'fieldRef');
  const resourceFieldRef = child(file, 'resourceFieldRef');
  if (fieldRef !== undefined) {
    validateFieldRef(pass, fieldRef, 'file', path.at('fieldRef'));
    if (resourceFieldRef !== undefined) {
      pass.cause('other', 'FieldValueInvalid', path, 'may have one of fieldRef and resourceFieldRef only');
    }
  } else if (resourceFieldRef !== undefined) {
    validateResourceFieldRef(pass, resourceFieldRef, 'file', path.at('resourceFieldRef'));
  } else {
    const lost = pass.anyLoss(file);
    pass.cause('other', 'FieldValueRequired', path, 'must have fieldRef or resourceFieldRef', { lost });
  }
  validateMode(pass, file, 'mode', path);
}

const projections = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle'];

/** Several sources in one volume. `path`: the volume's `projected`. */
export function validateProjected(pass: Pass, projected: JsonObject, path: Path): void {
  const files = new Set<string>();
  for (const [index, source] of objects(projected, 'sources').entries()) {
    const place = path.at('sources').at(index);
    for (const name of ['secret', 'configMap']) validateNamed(pass, child(source, name), place.at(name));
    const downward = child(source, 'downwardAPI');
    for (const file of objects(downward, 'items')) validateDownwardFile(pass, file, place.at('downwardAPI'));
    const token = child(source, 'serviceAccountToken');
    if (token !== undefined) validateToken(pass, token, path, place.at('serviceAccountToken'));
    for (const name of ['secret', 'configMap', 'downwardAPI']) uniqueFiles(pass, child(source, name), files, path);
    if (token !== undefined) uniqueFile(pass, text(token, 'path'), files, path);
    if (projections.filter((name) => isSet(source, name)).length > 1) {
      pass.cause('other', 'FieldValueForbidden', place, 'only one kind of source may be set');
    }
  }
}

function validateNamed(pass: Pass, source: JsonObject | undefined, path: Path): void {
  if (source === undefined) return;
  if (text(source, 'name') === '') required(pass, source, 'name', path);
  validateItems(pass, source, path);
}

const leastSeconds = 600;
const mostSeconds = 2 ** 32;

/** The server looks for the token's path beside the sources. */
function validateToken(pass: Pass, token: JsonObject, projected: Path, path: Path): void {
  const seconds = number(token, 'expirationSeconds');
  if (isSet(token, 'expirationSeconds') && (seconds < leastSeconds || seconds > mostSeconds)) {
    const message = `must be between ${leastSeconds} (ten minutes) and ${mostSeconds}`;
    pass.cause('other', 'FieldValueInvalid', path.at('expirationSeconds'), message);
  }
  if (text(token, 'path') !== '') return;
  const pointer = path.at('path').pointer();
  pass.cause('other', 'FieldValueRequired', projected.at('path'), 'must be set', {
    lost: pass.loss(token, 'path'),
    pointer,
  });
}

function uniqueFiles(pass: Pass, source: JsonObject | undefined, files: Set<string>, path: Path): void {
  for (const item of objects(source, 'items')) uniqueFile(pass, text(item, 'path'), files, path);
}

function uniqueFile(pass: Pass, file: string, files: Set<string>, path: Path): void {
  if (file === '') return;
  if (files.has(file)) pass.cause('other', 'FieldValueInvalid', path, `two sources make the file '${file}'`);
  files.add(file);
}

function required(pass: Pass, owner: JsonObject, name: string, path: Path): void {
  pass.cause('other', 'FieldValueRequired', path.at(name), 'must be set', { lost: pass.loss(owner, name) });
}

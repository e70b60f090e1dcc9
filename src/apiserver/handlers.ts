import type { JsonObject } from '../model/index.ts';
import { headerNameProblems, portNameProblems, portNumberProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, isSet, list, number, objects, text } from './values.ts';

/** In the order in which the server looks at them: of several handlers the first is judged, the later ones are too many. */
const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

/** The action of a probe or hook. `grace`: the pod's terminationGracePeriodSeconds. */
export function validateHandler(pass: Pass, handler: JsonObject, grace: number, path: Path): void {
  let found = false;
  for (const name of handlers) {
    const action = child(handler, name);
    if (action === undefined) continue;
    if (found) pass.cause('P26b', 'FieldValueForbidden', path.at(name), 'only one kind of handler may be set');
    else validateAction(pass, name, action, grace, path.at(name));
    found = true;
  }
  if (found) return;
  const lost = pass.anyLoss(handler);
  const check = lost?.name === 'sleep' ? 'P26c' : 'P26a';
  pass.cause(check, 'FieldValueRequired', path, 'must have a handler: exec, httpGet, tcpSocket …', { lost });
}

function validateAction(
  pass: Pass,
  name: (typeof handlers)[number],
  action: JsonObject,
  grace: number,
  path: Path,
): void {
  if (name === 'exec') {
    if (list(action, 'command').length === 0) {
      const lost = pass.loss(action, 'command');
      pass.cause('P26b', 'FieldValueRequired', path.at('command'), 'must name a command', { lost });
    }
  } else if (name === 'httpGet') validateHttp(pass, action, path);
  else if (name === 'sleep') validateSleep(pass, action, grace, path);
  else validatePort(pass, action, path);
  if (name === 'grpc' && isSet(action, 'mode')) validateGrpcMode(pass, text(action, 'mode'), path);
}

function validateHttp(pass: Pass, action: JsonObject, path: Path): void {
  // Servers fill it in; whoever embeds their code may not.
  if (text(action, 'path') === '') pass.cause('P26b', 'FieldValueRequired', path.at('path'), 'must be set');
  validatePort(pass, action, path);
  const scheme = text(action, 'scheme');
  const schemes = ['HTTP', 'HTTPS'];
  if (!schemes.includes(scheme)) unsupported(pass, 'P26b', path.at('scheme'), scheme, schemes);
  for (const header of objects(action, 'httpHeaders')) {
    for (const problem of headerNameProblems(text(header, 'name'))) {
      pass.cause(
        'P26b',
        'FieldValueInvalid',
        path.at('httpHeaders'),
        `header name '${text(header, 'name')}' ${problem}`,
      );
    }
  }
  if (isSet(action, 'protocol')) validateHttpProtocol(pass, action, path);
}

function validateHttpProtocol(pass: Pass, action: JsonObject, path: Path): void {
  const protocol = text(action, 'protocol');
  const protocols = ['HTTP1', 'HTTP2'];
  if (!protocols.includes(protocol)) unsupported(pass, 'P53', path.at('protocol'), protocol, protocols);
  if (protocol !== 'HTTP2') return;
  if (text(action, 'scheme') !== 'HTTP') {
    pass.cause('P53', 'FieldValueInvalid', path.at('protocol'), 'HTTP2 needs scheme HTTP');
  } else if (text(action, 'host') !== '')
    pass.cause('P53', 'FieldValueInvalid', path.at('host'), 'must not be set with protocol HTTP2');
}

function validateGrpcMode(pass: Pass, mode: string, path: Path): void {
  const modes = ['Plaintext', 'TLS'];
  if (!modes.includes(mode)) unsupported(pass, 'P53', path.at('mode'), mode, modes);
}

function validatePort(pass: Pass, action: JsonObject, path: Path): void {
  const { port } = action;
  const problems = typeof port === 'string' ? portNameProblems(port) : portNumberProblems(number(action, 'port'));
  for (const problem of problems) {
    pass.cause('P26b', 'FieldValueInvalid', path.at('port'), `${problem}`, { lost: pass.loss(action, 'port') });
  }
}

function validateSleep(pass: Pass, action: JsonObject, grace: number, path: Path): void {
  const seconds = number(action, 'seconds');
  const zeroAllowed = pass.server.atLeast(32) && pass.on('PodLifecycleSleepActionAllowZero');
  const least = zeroAllowed ? 0 : 1;
  if (seconds >= least && seconds <= grace) return;
  const message = `must be at least ${least} and at most terminationGracePeriodSeconds (${grace}), not ${seconds}`;
  pass.cause('P26d', 'FieldValueInvalid', path, message);
}

export function unsupported(pass: Pass, check: string, path: Path, value: string, supported: readonly string[]): void {
  pass.cause(check, 'FieldValueNotSupported', path, `'${value}' is not one of ${supported.join(', ')}`, { supported });
}

import type { JsonObject } from '../model/index.ts';
import type { Kind, Template } from './kinds.ts';
import { containerLists } from './lists.ts';
import type { Pass } from './pass.ts';
import { defaultPodRequests } from './pod-resources.ts';
import { child, flag, isSet, number, objects, text } from './values.ts';

const defaultGrace = 30;

/** Fills in what the server fills in before it drops and validates, as far as a verdict or a sidecar's life depends on it. */
export function applyDefaults(pass: Pass, runs: Kind['runs'], template: Template): void {
  const { spec } = template;
  const isPod = runs === 'pod';
  fill(spec, 'restartPolicy', 'Always');
  fill(spec, 'dnsPolicy', 'ClusterFirst');
  if (!isSet(spec, 'terminationGracePeriodSeconds')) spec.terminationGracePeriodSeconds = defaultGrace;
  // A negative grace period of a Pod is turned into the shortest there is; in a template it stays.
  if (isPod && number(spec, 'terminationGracePeriodSeconds') < 0) spec.terminationGracePeriodSeconds = 1;
  for (const list of containerLists) for (const container of objects(spec, list)) defaultContainer(container, isPod);
  if (isPod) defaultPodRequests(pass, spec);
  if (flag(spec, 'hostNetwork') && (isPod || !pass.server.atLeast(28))) defaultHostPorts(spec);
}

/** Empty strings are filled as well: to the server they are absent. */
function fill(object: JsonObject, name: string, value: string): void {
  if (text(object, name) === '') object[name] = value;
}

function defaultContainer(container: JsonObject, isPod: boolean): void {
  for (const port of objects(container, 'ports')) fill(port, 'protocol', 'TCP');
  fill(container, 'terminationMessagePolicy', 'File');
  fill(container, 'imagePullPolicy', pullPolicy(text(container, 'image')));
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) defaultProbe(child(container, name));
  for (const name of ['postStart', 'preStop'])
    defaultHttp(child(child(child(container, 'lifecycle'), name), 'httpGet'));
  if (isPod) requestsFromLimits(child(container, 'resources'));
}

/** Always for the tag latest, which is also what an image without a tag means. A name that is none has no tag. */
function pullPolicy(image: string): string {
  const [name = ''] = image.split('@');
  if (!/^[\w.:/-]+$/.test(name) || image.includes('@')) return 'IfNotPresent';
  const tag = /:([^/:]*)$/.exec(name)?.[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function defaultProbe(probe: JsonObject | undefined): void {
  if (probe === undefined) return;
  const numbers = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
  for (const [name, value] of Object.entries(numbers)) if (number(probe, name) === 0) probe[name] = value;
  defaultHttp(child(probe, 'httpGet'));
}

function defaultHttp(httpGet: JsonObject | undefined): void {
  if (httpGet === undefined) return;
  fill(httpGet, 'path', '/');
  fill(httpGet, 'scheme', 'HTTP');
}

function requestsFromLimits(resources: JsonObject | undefined): void {
  const limits = child(resources, 'limits');
  if (resources === undefined || limits === undefined) return;
  const requests: JsonObject = child(resources, 'requests') ?? Object.create(null);
  resources.requests = requests;
  for (const [name, quantity] of Object.entries(limits)) requests[name] ??= quantity;
}

function defaultHostPorts(spec: JsonObject): void {
  for (const list of ['containers', 'initContainers']) {
    for (const container of objects(spec, list)) {
      for (const port of objects(container, 'ports')) {
        const { containerPort } = port;
        if (number(port, 'hostPort') === 0 && containerPort !== undefined) port.hostPort = containerPort;
      }
    }
  }
}

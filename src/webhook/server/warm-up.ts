import type { JsonObject } from '../../model/index.ts';
import { answer } from '../review/answer.ts';
import { type ReviewRequest, readReview } from '../review/request.ts';
import type { Reviewer } from '../review/reviewer.ts';

/** Often enough that the engine has compiled what every review needs. */
const rounds = 10;

/**
 * Judges made-up objects before a policy is put to use: rules are compiled when they are first asked for, and the first reviews after a
 * start or a reload would wait for it. Others' reviews are answered in between.
 */
export async function warmUp(reviewer: Reviewer): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const request of samples) {
      try {
        answer(request, reviewer.decide(request));
      } catch {
        // A bug is told where it meets an object of somebody, and is no reason not to serve the others.
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const helper = {
  name: 'log-shipper',
  image: 'fluent/fluent-bit:3.2',
  env: [{ name: '__IS_SIDECAR__', value: 'true' }],
};
const spec: JsonObject = {
  initContainers: [{ name: 'proxy', image: 'envoyproxy/envoy:v1.32', restartPolicy: 'Always' }],
  containers: [{ name: 'app', image: 'registry.example.com/app:1', ports: [{ containerPort: 8080 }] }, helper],
};
const template = { metadata: { labels: { app: 'web' } }, spec };

const samples: readonly ReviewRequest[] = [
  sample('v1', 'Pod', spec),
  sample('apps/v1', 'Deployment', { selector: { matchLabels: { app: 'web' } }, template }),
  sample('batch/v1', 'Job', { template: { spec: { ...spec, restartPolicy: 'Never' } } }),
  sample('apps.kruise.io/v1alpha1', 'SidecarSet', { selector: { matchLabels: { app: 'web' } }, containers: [helper] }),
];

function sample(apiVersion: string, kind: string, content: JsonObject): ReviewRequest {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const object = { apiVersion, kind, metadata: { name: 'warm-up', namespace: 'warm-up' }, spec: content };
  return readReview({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { uid: 'warm-up', operation: 'CREATE', kind: { group, version, kind }, object },
  });
}

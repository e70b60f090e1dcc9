import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { app, container } from '../../test-cases/support/pod-facts.ts';
import type { JsonObject } from '../model/index.ts';

test('helpers and endless commands never end', () => {
  const shipper = { name: 'logs', image: 'docker.elastic.co/beats/filebeat:8' };
  assert.is(container({ containers: [app, shipper] }, 'logs').neverEnds, true);
  assert.is(container({ containers: [app, { ...shipper, args: ['--once'] }] }, 'logs').neverEnds, false);
  assert.is(container({ containers: [app, { ...shipper, args: ['--once'] }] }, 'logs').endsByItself, true);
  assert.is(
    container({ containers: [app, { ...shipper, command: ['sh', '-c', 'filebeat & wait-for-app; kill 1'] }] }, 'logs')
      .neverEnds,
    false,
  );
  assert.is(
    container({ containers: [app, { name: 't', image: 'busybox', args: ['tail', '-F', '/l'] }] }, 't').runsBecause,
    'tail -F /l',
  );
  assert.is(container({ containers: [app] }, 'app').neverEnds, false);
  const fluent = { name: 'f', image: 'fluent/fluent-bit:3.1' };
  assert.is(container({ containers: [app, fluent] }, 'f').neverEnds, true);
});

test('a daemon image in a plain init container counts only without words of its own', () => {
  const init = (more: JsonObject): boolean =>
    container({ initContainers: [{ name: 'i', image: 'hashicorp/vault:1', ...more }], containers: [app] }, 'i')
      .neverEnds;
  assert.is(init({ args: ['agent', '-config=/c'] }), false);
  assert.is(init({ image: 'elastic/filebeat:8' }), true);
  assert.is(init({ image: 'istio/proxyv2:1' }), false, 'prints its usage');
});

test('what ends a helper in a Job', () => {
  const proxy = { name: 'p', image: 'istio/proxyv2:1', args: ['proxy', 'sidecar'] };
  const ended = (other: JsonObject, spec: JsonObject = {}, own: JsonObject = {}): string =>
    container(
      {
        containers: [
          { ...app, ...other },
          { ...proxy, ...own },
        ],
        ...spec,
      },
      'p',
      { kind: 'Job' },
    ).endings.join();
  assert.is(ended({}), '');
  assert.is(ended({ command: ['sh', '-c', 'run; curl -X POST http://localhost:15020/quitquitquit'] }), 'quitEndpoint');
  assert.is(ended({ env: [{ name: 'ISTIO_QUIT_API', value: 'http://127.0.0.1:15020' }] }), 'quitEndpoint');
  assert.is(
    ended({ command: ['sh', '-c', 'run; pkill envoy'] }, { shareProcessNamespace: true }),
    'sharedProcessNamespace',
  );
  assert.is(ended({ command: ['sh', '-c', 'run; pkill envoy'] }), '');
  assert.is(
    ended(
      {},
      {},
      {
        env: [
          { name: '__IS_SIDECAR__', value: 'true' },
          { name: 'ECI_CONTAINER_TYPE', value: 'sidecar' },
        ],
      },
    ),
    'acs,eci',
  );
  const sql = { image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2' };
  const call = { command: ['sh', '-c', 'run && wget http://localhost:9091/quitquitquit'] };
  assert.is(ended(call, {}, { ...sql, args: ['--quitquitquit', 'db'] }), 'quitEndpoint');
  assert.is(ended(call, {}, { ...sql, args: ['db'] }), '', 'the endpoint is off');
});

test.run();

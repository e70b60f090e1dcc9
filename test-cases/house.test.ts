/** Proves the laws of the house: directions, doors, one room per package, purity, sizes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Import, imports, roomOf, sourceFiles } from './support/imports.ts';

/** Each room may import the rooms named; model and generated are open to all. The order is that of the data flow. */
const mayImport: Record<string, readonly string[]> = {
  model: [],
  source: [],
  files: ['source'],
  target: [],
  inventory: [],
  workload: [],
  apiserver: ['target', 'inventory', 'workload'],
  why: ['target', 'apiserver'],
  alibaba: ['workload'],
  lifecycle: ['workload', 'alibaba'],
  openkruise: ['inventory', 'workload', 'apiserver', 'target'],
  facts: ['target', 'inventory', 'workload', 'apiserver', 'openkruise', 'alibaba', 'lifecycle'],
  engine: ['target'],
  policy: ['engine', 'source', 'workload'],
  findings: ['engine', 'policy'],
  edit: ['source'],
  config: ['policy', 'source', 'engine'],
  report: [],
  graph: ['inventory', 'workload', 'openkruise', 'report'],
  cluster: ['target', 'inventory'],
  webhook: ['cluster', 'inventory', 'policy', 'report', 'source', 'workload'],
  install: ['cluster', 'source', 'webhook'],
  cli: ['install', 'why', 'graph', 'cluster', 'report', 'config', 'files', 'target', 'policy', 'source'],
  lsp: ['edit', 'alibaba', 'config', 'files', 'target', 'policy'],
};

const surfaces = ['cli', 'webhook', 'lsp'];

/** What sees the whole core; surfaces and the public API enter here. */
const corridor = [
  'session.ts',
  'targets.ts',
  'lint.ts',
  'fix.ts',
  'live.ts',
  'admit.ts',
  'admit-sources.ts',
  'render.ts',
  'policy-reports.ts',
];

/** Third-party package → the one room that imports it. */
const packages: Record<string, string> = {
  yaml: 'source',
  tinyglobby: 'files',
  ignore: 'files',
  'jsonpath-plus': 'engine',
  ajv: 'engine',
  re2js: 'engine',
  jiti: 'config',
  '@peculiar/x509': 'install',
  pino: 'webhook',
  '@kubernetes/client-node': 'cluster',
  'prom-client': 'webhook',
  picocolors: 'report',
  diff: 'cli',
  'vscode-languageserver': 'lsp',
  'vscode-languageserver-textdocument': 'lsp',
};

/** Rooms that may touch the machine. Everything between is a function of its arguments. */
const impure = ['files', 'config', 'cluster', 'cli', 'webhook', 'lsp', ''];

const all = imports();
const describe = (found: Import): string => `${found.from} imports ${found.specifier}`;

test('the import scan sees the house', () => {
  assert.ok(all.length > 100, `only ${all.length} imports found`);
});

test('every import goes downwards', () => {
  const wrong = all.filter(({ room, target }) => {
    if (target === undefined || room === '' || target.startsWith('../schemas/')) return false;
    const other = roomOf(target);
    return (
      other !== room &&
      other !== 'model' &&
      other !== 'generated' &&
      !(mayImport[room] ?? []).includes(other) &&
      !corridor.includes(target)
    );
  });
  assert.equal(wrong.map(describe), []);
});

test('only surfaces and the public API use the corridor', () => {
  const users = all.filter(({ target }) => target !== undefined && corridor.includes(target)).map(({ room }) => room);
  assert.equal(
    users.filter((room) => room !== '' && !surfaces.includes(room)),
    [],
  );
});

test('rooms are entered by their doors', () => {
  const wrong = all.filter(({ room, target }) => {
    if (
      target === undefined ||
      target.startsWith('../') ||
      roomOf(target) === '' ||
      roomOf(target) === room ||
      roomOf(target) === 'generated'
    )
      return false;
    return !target.endsWith('/index.ts');
  });
  assert.equal(wrong.map(describe), []);
});

test('a door exports fewer than twenty names', () => {
  const wide = sourceFiles()
    .filter((file) => file.endsWith('/index.ts') && !file.startsWith('model/'))
    .filter((file) => exportedNames(readFileSync(join('src', file), 'utf8')) > 20);
  assert.equal(wide, []);
});

function exportedNames(text: string): number {
  return [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)]
    .flatMap((match) => (match[1] ?? '').split(','))
    .filter((name) => name.trim() !== '' && !name.trim().startsWith('type ')).length;
}

test('each package has one importing room', () => {
  const wrong = all.filter(({ specifier, target, room }) => {
    if (target !== undefined || specifier.startsWith('node:')) return false;
    const name = specifier.startsWith('@')
      ? specifier.split('/').slice(0, 2).join('/')
      : (specifier.split('/')[0] ?? '');
    return packages[name] !== room;
  });
  assert.equal(wrong.map(describe), []);
});

test('the rooms in the middle are pure', () => {
  const wrong = all.filter(({ specifier, room }) => specifier.startsWith('node:') && !impure.includes(room));
  assert.equal(wrong.map(describe), []);
});

test('no module imports itself through others', () => {
  const edges = new Map<string, string[]>();
  for (const { from, target, typeOnly } of all) {
    if (target !== undefined && !typeOnly) edges.set(from, [...(edges.get(from) ?? []), target]);
  }
  assert.equal(cycles(edges), []);
});

function cycles(edges: Map<string, string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): void => {
    if (trail.includes(file)) {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}

test('only main.ts ends the process', () => {
  const enders = sourceFiles().filter((file) =>
    /process\.exit\b|process\.exitCode/.test(readFileSync(join('src', file), 'utf8')),
  );
  assert.equal(
    enders.filter((file) => file !== 'main.ts'),
    [],
  );
});

test('files have one subject', () => {
  const long = sourceFiles().filter((file) => readFileSync(join('src', file), 'utf8').split('\n').length > 300);
  assert.equal(long, []);
});

test('nothing is left for later, switched off, or pinned to one machine', () => {
  const marks = /\b(TODO|FIXME|XXX|HACK)\b|: any\b|as any\b|@ts-ignore|\.only\(|\.skip\(/;
  assert.equal(
    sourceFiles().filter((file) => marks.test(readFileSync(join('src', file), 'utf8'))),
    [],
  );
});

test.run();

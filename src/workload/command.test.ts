import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readCommand } from './command.ts';
import type { Run } from './script-run.ts';

function commandRun(command: string[], args: string[], image: string): Run {
  return readCommand(command, args, image).run;
}

function isFileTool(...command: string[]): boolean {
  return readCommand(command, [], 'app').isFileTool;
}

function script(text: string): string {
  return commandRun(['sh', '-c', text], [], 'app').runs;
}

function exec(...words: string[]): string {
  return commandRun(words, [], 'app').runs;
}

const forever = [
  'tail -f /var/log/app.log',
  'tail -n +1 -F /var/log/1.log',
  'tail -fn 100 x',
  'tail --follow=name x',
  'sleep infinity',
  'exec sleep inf',
  'while true; do date; sleep 5; done',
  'while :; do echo hi >> /tmp/log; sleep 1; done',
  'while [ 1 ]; do sleep 1; done',
  'while [ true ]\ndo\n  curl localhost\ndone',
  'until false; do sleep 1; done',
  'while sleep 3600; do :; done',
  'for ((;;)); do date; done',
  'mkdir -p /data && tail -F /data/log',
  'touch /a; tail -F /a',
  'wget http://x -O y && tail -f /dev/null',
  'i=0; while true; do echo "$i: $(date)" >> /var/log/1.log; i=$((i+1)); sleep 1; done',
  "trap 'exit 0' TERM; while true; do sleep 1; done",
  'trap : TERM INT; sleep infinity & wait',
  'sleep infinity & wait $!',
  'tail -F /log | grep error',
  'tail -F /log | while read line; do echo $line; done',
  'exec 2>&1; tail -f x',
  '# keep alive\ntail -f /dev/null # for ever',
  '(while true; do sleep 1; done)',
  '{ sleep infinity; }',
  'if [ -f x ]; then tail -f x; else sleep infinity; fi',
  'if [ -f x ]; then cp x y; fi; tail -f x',
  'tail -f x || true',
  'test -f x || sleep infinity; tail -f x',
  "bash -c 'while true; do sleep 1; done'",
];

const once = [
  'cp /a /b',
  'mkdir -p /x && chown -R 1000:1000 /x && chmod 700 /x',
  'echo "hello world; tail -f nothing"',
  'git clone https://example.org/x.git /src',
  'echo $(date) > /tmp/x',
  'true',
  'if [ ! -f /x ]; then cp /y /x; fi',
  'echo a | tee /b',
  'echo a | base64 > /b',
  'set -e; cp a b; exit 0',
  'FOO=bar; export FOO',
  'exec cp a b',
  'tail -n 5 x',
];

const unknown = [
  'nginx -g "daemon off;"',
  'cat',
  'sleep 3600',
  'echo start; sleep 10',
  'timeout 10 tail -f x',
  'tail -f x & sleep 10; kill $!',
  'while true; do curl x && break; sleep 1; done',
  'while true; do if [ -f /done ]; then exit 0; fi; sleep 1; done',
  'until nc -z db 5432; do sleep 1; done',
  'for i in 1 2 3; do echo $i; done',
  'while [ ! -f /done ]; do sleep 1; done',
  'while [ $X ]; do sleep 1; done',
  'while 1; do sleep 1; done',
  'tail -f x & exec app',
  'tail -F log & app & wait $!',
  'tail -F log & APP=1; wait $APP',
  'tail --pid=1 -f x',
  'tail -f x | head -n 1',
  'tail -f x | grep -m1 ready',
  'true || sleep infinity',
  '[ -f x ] || exit 1; tail -f x',
  'app && cp a b',
  'cp a b &',
  '$CMD',
  '. /etc/profile; tail -f x',
  'cat <<EOF > /x\nhello\nEOF',
  'case $1 in a) tail -f x;; esac',
  'f() { tail -f x; }; f',
  'echo "open',
  'while true; do',
  'done',
  ') ; (',
  '',
  'if true; then tail -f x; fi',
  'exec app',
];

for (const text of forever) test(`never ends: ${text}`, () => assert.is(script(text), 'forever'));
for (const text of once) test(`ends at once: ${text}`, () => assert.is(script(text), 'once'));
for (const text of unknown) test(`cannot be told: ${text}`, () => assert.is(script(text), 'unknown'));

test('reads the exec form as words, not as a script', () => {
  assert.is(exec('tail', '-F', '/var/log/app.log'), 'forever');
  assert.is(exec('/usr/bin/tail', '-f', '/x'), 'forever');
  assert.is(exec('/bin/cp', 'a', 'b'), 'once');
  assert.is(exec('/opt/cni/bin/install'), 'unknown');
  assert.is(exec('echo', 'a;', 'tail', '-f', 'x'), 'once');
  assert.is(exec('nginx', '-g', 'daemon off;'), 'unknown');
  assert.is(exec('tini', '--', 'sleep', 'infinity'), 'forever');
  assert.is(exec('env', 'A=b', 'sleep', 'infinity'), 'forever');
  assert.is(exec('bash', '-xec', 'sleep infinity'), 'forever');
  assert.is(exec('bash', '-o', 'pipefail', '-c', 'sleep infinity'), 'forever');
  assert.is(exec('sh', '/script.sh'), 'unknown');
});

test('args alone speak when no entry point can stand before them', () => {
  assert.is(commandRun([], ['sleep', 'infinity'], 'library/busybox').runs, 'forever');
  assert.is(commandRun([], ['sleep', 'infinity'], 'acme/app').runs, 'unknown');
  assert.is(commandRun([], ['sh', '-c', 'sleep infinity'], 'acme/app').runs, 'forever');
  assert.is(commandRun(['sh', '-c'], ['sleep infinity'], 'acme/app').runs, 'forever');
  assert.is(commandRun([], [], 'busybox').runs, 'unknown');
});

test('shows the words that prove it', () => {
  assert.is(commandRun(['sh', '-c', 'touch /a; tail -F /a'], [], 'x').because, 'tail -F /a');
  assert.is(commandRun(['sh', '-c', 'while true; do :; done'], [], 'x').because, 'while true');
});

test('tells pure file tools', () => {
  assert.is(isFileTool('chown', '-R', '1:1', '/data'), true);
  assert.is(isFileTool('sh', '-c', 'mkdir /x && echo done'), true);
  assert.is(isFileTool('sh', '-c', 'cp a b; migrate up'), false);
  assert.is(isFileTool('app'), false);
});

test('hostile scripts end in linear time', () => {
  const begin = performance.now();
  for (const piece of [
    '(',
    '$(',
    '`',
    '"',
    "'",
    'while true; do ',
    '&& ',
    '; ',
    '${',
    '\\',
    'a|',
    '( ) ',
    'if x; then ',
  ])
    commandRun(['sh', '-c', piece.repeat(Math.floor(30_000 / piece.length))], [], 'x');
  assert.ok(performance.now() - begin < 1500);
});

test.run();

#!/usr/bin/env node
import { basename } from 'node:path';
import type { Io, Output } from './cli/index.ts';
import { docsUrl, product } from './product.ts';

// A reader that has seen enough (`| head`) is no fault of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const io: Io = {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  // Opened when first read.
  get stdin() {
    return process.stdin;
  },
  cwd: process.cwd(),
  env: process.env,
  now: Date.now,
  // kubectl finds its plug-ins by file name.
  async lsp() {
    // The protocol has standard output for itself: what a policy.config.ts prints must not mix with it.
    for (const name of ['log', 'info', 'debug', 'warn'] as const) console[name] = console.error;
    return (await import('./lsp/index.ts')).serve(process.stdin, process.stdout, product.version);
  },
  program: basename(process.argv[1] ?? '').startsWith('kubectl-') ? `kubectl ${product.name}` : product.name,
  product,
  docsUrl,
  // The other surface, loaded when it is asked for.
  serve: async (serving) => (await import('./webhook/index.ts')).serve(serving),
};

function output(stream: NodeJS.WriteStream): Output {
  return { write: (text) => void stream.write(text), isTTY: stream.isTTY === true };
}

const { run } = await import('./cli/index.ts');
process.exitCode = await run(process.argv.slice(2), io);

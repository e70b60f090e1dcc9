import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from './metrics.ts';
import { send } from './reviews.ts';
import type { State } from './state.ts';

const text = { 'Content-Type': 'text/plain; charset=utf-8' };

/** Answers /healthz and /readyz; false when the path is neither. */
export function answerHealth(request: IncomingMessage, response: ServerResponse, state: State): boolean {
  const [path, query] = (request.url ?? '').split('?');
  if (path !== '/healthz' && path !== '/readyz') return false;
  const checks = path === '/readyz' ? state.checks() : [];
  const ok = checks.every((check) => check.ok);
  const isVerbose = new URLSearchParams(query ?? '').has('verbose');
  // As the API server's own endpoints write it.
  const lines = checks.map(
    ({ name, ok: good, detail }) => `[${good ? '+' : '-'}]${name} ${good ? 'ok' : 'failed'}: ${detail}`,
  );
  const verdict = ok ? 'ok' : 'not ready';
  send(response, ok ? 200 : 503, `${[...(isVerbose || !ok ? lines : []), verdict].join('\n')}\n`, text);
  return true;
}

/** The plain port: health and metrics. */
export async function answerPlain(
  request: IncomingMessage,
  response: ServerResponse,
  state: State,
  { registry }: Metrics,
): Promise<void> {
  request.resume();
  if (answerHealth(request, response, state)) return;
  const isMetrics = request.url?.split('?')[0] === '/metrics';
  if (isMetrics) send(response, 200, await registry.metrics(), { 'Content-Type': registry.contentType });
  else send(response, 404, 'there are /metrics, /healthz and /readyz\n', text);
}

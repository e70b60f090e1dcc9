import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer, answerUnjudged } from '../review/answer.ts';
import type { OnError } from '../review/decision.ts';
import { ReviewError, type ReviewRequest, readReview } from '../review/request.ts';
import type { Reviewer } from '../review/reviewer.ts';
import { BodyReader, type NoBody } from './body.ts';
import { timeoutOf } from './deadline.ts';
import { type Log, logDecision } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Limits } from './settings.ts';

export interface ReviewContext {
  reviewer(): Reviewer | undefined;
  onRuleError: OnError;
  limits: Limits;
  log: Log;
  metrics: Metrics;
  isClosing(): boolean;
}

interface Reply {
  code: number;
  body: string;
  /** Log and metrics: whoever asked does not wait for them. */
  tell: () => void;
}

/** Answers POST requests of API servers: 200 with a review, else a status that they count as a failed call. */
export class Reviews {
  readonly #context: ReviewContext;
  readonly #bodies: BodyReader;

  constructor(context: ReviewContext) {
    this.#context = context;
    this.#bodies = new BodyReader(context.limits);
    context.metrics.waiting = () => this.#bodies.waiting;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const arrived = performance.now();
    const timeout = timeoutOf(request.url ?? '');
    const wrong = mediaProblem(request);
    if (wrong !== '') {
      request.resume();
      this.#send(response, this.#refuse(415, wrong));
      return;
    }
    this.#bodies.read(request, timeout, (body) => {
      try {
        this.#send(response, Buffer.isBuffer(body) ? this.#answer(body, arrived + timeout) : this.#withoutBody(body));
      } catch {
        response.destroy();
      }
    });
  }

  #answer(body: Buffer, deadline: number): Reply {
    const reviewer = this.#context.reviewer();
    if (reviewer === undefined) return this.#refuse(503, 'the policy is not loaded yet');
    const begin = performance.now();
    let review: ReviewRequest;
    try {
      review = readReview(JSON.parse(body.toString('utf8')));
    } catch (error) {
      // A syntax error would repeat a piece of the body.
      return this.#refuse(400, error instanceof ReviewError ? error.message : 'the body is no JSON');
    }
    // Nobody waits for the answer any more, and others' are due.
    if (performance.now() > deadline) return this.#unjudged(review, 'no time was left for it');
    return this.#judge(review, reviewer, begin);
  }

  #judge(request: ReviewRequest, reviewer: Reviewer, begin: number): Reply {
    const { log, metrics } = this.#context;
    try {
      const decision = reviewer.decide(request, new Date().toISOString().slice(0, 10));
      const body = JSON.stringify(answer(request, decision));
      const milliseconds = performance.now() - begin;
      const tell = (): void => {
        metrics.review(request, decision, milliseconds / 1000);
        logDecision(log, request, decision, milliseconds);
      };
      return { code: 200, body, tell };
    } catch (error) {
      metrics.bug();
      const { uid, operation, kind, namespace, name, user } = request;
      log.error({ uid, operation, kind, namespace, name, user, stack: framesOf(error) }, 'bug');
      return this.#unjudged(request, 'a bug in sidecarlint, see its log');
    }
  }

  /** Too large to be read, too late or failed: the operator has said what becomes of it. */
  #unjudged(request: Pick<ReviewRequest, 'apiVersion' | 'uid'>, why: string): Reply {
    const { onRuleError, log } = this.#context;
    const allowed = onRuleError === 'allow';
    const tell = (): void => log.warn({ uid: request.uid, allowed, why }, 'not judged');
    return { code: 200, body: JSON.stringify(answerUnjudged(request, allowed, why)), tell };
  }

  #withoutBody({ code, reason, head }: NoBody): Reply {
    const request = head === undefined ? undefined : identityOf(head.toString('latin1'));
    return request === undefined ? this.#refuse(code, reason) : this.#unjudged(request, reason);
  }

  #refuse(code: number, reason: string): Reply {
    const { log, metrics } = this.#context;
    const tell = (): void => {
      metrics.refused(code);
      log.warn({ code, reason }, 'refused');
    };
    return { code, body: `${reason}\n`, tell };
  }

  #send(response: ServerResponse, { code, body, tell }: Reply): void {
    const isGoing = this.#context.isClosing() || code === 408 || code === 413;
    send(response, code, body, {
      ...(code === 200 ? {} : { 'Content-Type': 'text/plain; charset=utf-8' }),
      // API servers try again each second, as long as they are told to.
      ...(code === 429 || code === 503 ? { 'Retry-After': '1' } : {}),
      ...(isGoing ? { Connection: 'close' } : {}),
    });
    tell();
  }
}

/** The client may have gone, or have been answered already. */
export function send(response: ServerResponse, code: number, text: string, headers: Record<string, string>): void {
  if (response.destroyed || response.headersSent) return;
  const length = Buffer.byteLength(text);
  response.writeHead(code, { 'Content-Type': 'application/json', ...headers, 'Content-Length': length });
  // A text leaves in one piece with the head; a buffer would make it two.
  response.end(text);
}

function mediaProblem({ headers }: IncomingMessage): string {
  const isJson = /^\s*application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '');
  const encoding = headers['content-encoding'] ?? 'identity';
  if (!isJson) return 'Content-Type has to be application/json';
  return encoding === 'identity' ? '' : 'a body with Content-Encoding is not read';
}

/** Version and uid stand at the front of a review, in this order (recorded). */
function identityOf(head: string): Pick<ReviewRequest, 'apiVersion' | 'uid'> | undefined {
  const apiVersion = /"apiVersion"\s*:\s*"(admission\.k8s\.io\/v1(?:beta1)?)"/.exec(head)?.[1];
  const uid = /"request"\s*:\s*\{\s*"uid"\s*:\s*"([0-9a-fA-F-]{1,64})"/.exec(head)?.[1];
  return apiVersion === undefined || uid === undefined ? undefined : { apiVersion, uid };
}

/** Where it happened. The message could repeat a value of the manifest. */
function framesOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no error was thrown, but something else';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 8)].join('\n');
}

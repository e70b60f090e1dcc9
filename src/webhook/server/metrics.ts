import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Decision } from '../review/decision.ts';
import type { ReviewRequest } from '../review/request.ts';

/** Which part of the server was loaded again. */
export type Part = 'policy' | 'certificate';

/** Counters and gauges of one server. */
export class Metrics {
  readonly registry = new Registry();
  readonly #reviews = this.#counter('reviews_total', 'Reviews answered', ['operation', 'kind', 'decision', 'dry_run']);
  readonly #findings = this.#counter('findings_total', 'Findings in reviews', ['rule', 'severity', 'verdict']);
  readonly #ruleErrors = this.#counter('rule_errors_total', 'Rules that failed to evaluate', ['rule']);
  readonly #bugs = this.#counter('bugs_total', 'Reviews that failed in the program itself', []);
  readonly #refused = this.#counter('refused_requests_total', 'Requests answered without a review', ['code']);
  readonly #reloads = this.#counter('reloads_total', 'Policy and certificate loaded again', ['part', 'result']);
  readonly #stale = this.#gauge('reload_failing', '1 while the newest policy or certificate cannot be used', ['part']);
  readonly #loaded = this.#gauge('last_load_timestamp_seconds', 'When the one in use was loaded', ['part']);
  readonly #notAfter = this.#gauge('certificate_not_after_timestamp_seconds', 'When the certificate ends', []);
  readonly #duration = new Histogram({
    name: 'sidecarlint_review_duration_seconds',
    help: 'From the last byte of a review to its answer',
    labelNames: ['decision'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });

  /** Bytes of bodies being read or waiting. */
  waiting = (): number => 0;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    const metrics = this;
    new Gauge({
      name: 'sidecarlint_waiting_bytes',
      help: 'Bodies being read or waiting',
      registers: [this.registry],
      collect() {
        this.set(metrics.waiting());
      },
    });
  }

  review({ operation, kind, dryRun }: ReviewRequest, decision: Decision, seconds: number): void {
    const word = decisionWord(decision);
    // Names come from clients: only those that are known may become labels.
    const labels = decision.isJudged ? { operation, kind } : { operation: 'other', kind: 'other' };
    this.#reviews.inc({ ...labels, decision: word, dry_run: String(dryRun) });
    this.#duration.observe({ decision: word }, seconds);
    for (const verdict of ['failing', 'minor', 'known'] as const) {
      for (const { ruleId, severity } of decision[verdict]) this.#findings.inc({ rule: ruleId, severity, verdict });
    }
    for (const { ruleId } of decision.failures) this.#ruleErrors.inc({ rule: ruleId });
  }

  bug(): void {
    this.#bugs.inc();
  }

  refused(code: number): void {
    this.#refused.inc({ code });
  }

  loaded(part: Part, isFirst: boolean): void {
    if (!isFirst) this.#reloads.inc({ part, result: 'ok' });
    this.#stale.set({ part }, 0);
    this.#loaded.set({ part }, Math.round(Date.now() / 1000));
  }

  notLoaded(part: Part): void {
    this.#reloads.inc({ part, result: 'failed' });
    this.#stale.set({ part }, 1);
  }

  certificateEnds(milliseconds: number): void {
    this.#notAfter.set(Math.round(milliseconds / 1000));
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: `sidecarlint_${name}`, help, labelNames, registers: [this.registry] });
  }

  #gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name: `sidecarlint_${name}`, help, labelNames, registers: [this.registry] });
  }
}

function decisionWord({ allowed, isJudged, failing }: Decision): string {
  if (!isJudged) return 'untouched';
  if (!allowed) return 'denied';
  return failing.length > 0 ? 'would_deny' : 'allowed';
}

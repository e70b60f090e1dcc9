import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Connection } from './connection.ts';
import { name } from './name.ts';

/** Work below this is over before anybody could read about it, in milliseconds. */
const patience = 200;

/** A bar in the editor while files are read; never waits for the editor. */
export class Progress {
  readonly #connection: Connection;
  readonly #begin = performance.now();
  #bar: Promise<WorkDoneProgressServerReporter> | undefined;
  #percent = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  step(done: number, total: number): void {
    const percent = Math.floor((done / total) * 100);
    if (percent === this.#percent || performance.now() - this.#begin < patience) return;
    this.#percent = percent;
    this.#bar ??= this.#open();
    void this.#bar.then((bar) => bar.report(percent, `${done} of ${total} files`));
  }

  done(): void {
    void this.#bar?.then((bar) => bar.done());
  }

  async #open(): Promise<WorkDoneProgressServerReporter> {
    const bar = await this.#connection.window.createWorkDoneProgress();
    bar.begin(name, 0, 'reading manifests');
    return bar;
  }
}

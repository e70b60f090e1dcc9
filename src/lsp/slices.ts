/** How long the server may work before it looks whether the editor has said something, in milliseconds. */
const slice = 8;

/** Lets messages in when a slice of work is over. Every long loop of the server awaits it. */
export class Slices {
  #end = performance.now() + slice;

  async pause(): Promise<void> {
    if (performance.now() < this.#end) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#end = performance.now() + slice;
  }
}

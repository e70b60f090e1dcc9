import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Project } from './project.ts';
import type { Settings } from './settings.ts';

/** The folders of the workspace, and for files outside of them the folder each lies in. */
export class Projects {
  #settings: Settings;
  #folders: Project[] = [];
  readonly #loose = new Map<string, Project>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get all(): Project[] {
    return [...this.#folders, ...this.#loose.values()];
  }

  /** The project a file belongs to: that of the innermost folder. */
  of(path: string): Project {
    const inside = this.#folders.filter(({ root }) => path.startsWith(root.endsWith(sep) ? root : root + sep));
    const [innermost] = inside.sort((a, b) => b.root.length - a.root.length);
    return innermost ?? this.#looseFor(dirname(path));
  }

  /** Takes over the folders of the workspace; answers those that are new. */
  setFolders(roots: readonly string[]): Project[] {
    const before = this.#folders;
    this.#folders = roots.map(
      (root) => before.find((project) => project.root === root) ?? new Project(root, true, this.#settings),
    );
    return this.#folders.filter((project) => !before.includes(project));
  }

  get settings(): Settings {
    return this.#settings;
  }

  set settings(settings: Settings) {
    this.#settings = settings;
  }

  #looseFor(folder: string): Project {
    const known = this.#loose.get(folder) ?? new Project(folder, false, this.#settings);
    this.#loose.set(folder, known);
    return known;
  }
}

/** The path of a document; documents that are no files get one that no file has. */
export function pathOf(address: string): string {
  return address.startsWith('file:') ? fileURLToPath(address) : join(process.cwd(), encodeURIComponent(address));
}

/** Addresses as the editor writes them: each has its own habits of escaping. */
export class Addresses {
  readonly #open = new Map<string, string>();

  open(address: string): void {
    this.#open.set(pathOf(address), address);
  }

  close(address: string): void {
    this.#open.delete(pathOf(address));
  }

  of(path: string): string {
    return this.#open.get(path) ?? pathToFileURL(path).href;
  }

  /** The address of a document that is open; undefined for others. */
  ofOpen(path: string): string | undefined {
    return this.#open.get(path);
  }
}

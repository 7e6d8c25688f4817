/**
 * The files of a folder and of the folders in it.
 *
 * @module
 */

import type { SkippedPicture } from "../dataset.ts";
import { fileErrorReason } from "../file_error.ts";
import { skippedTogether } from "../prepared_rows.ts";

/** A file that may be a picture. */
interface FoundFile {
  /** Path relative to the folder, with `/` between its parts. */
  path: string;
  /** Size, time of the last write and time of the last change of the entry. */
  stamp: string;
}

/** What a folder holds. */
export interface FolderContent {
  /** Files in the order of their paths. */
  files: FoundFile[];
  /** Names of the folders that lie in it, sorted by code units. */
  folders: string[];
  /** What is left out, and why. */
  skipped: SkippedPicture[];
}

/** Folders and files with thumbnails or data of other programs. */
const LEFTOVERS: ReadonlySet<string> = new Set([
  ...["@eaDir", "#recycle", "#snapshot", "@Recycle", "@Recently-Snapshot"],
  ...["__MACOSX", ".thumbnails", ".@__thumb", ".picasaoriginals"],
  ...["$RECYCLE.BIN", "System Volume Information", "lost+found"],
  ...["Thumbs.db", "ehthumbs.db"],
]);

/** Beside its options, a training run has one of these from its start. */
const RUN_FILES: readonly string[] = ["log.jsonl", "dataset.json"];

function isLeftover(name: string): boolean {
  return LEFTOVERS.has(name) || name.startsWith("._");
}

function isRun(names: readonly string[]): boolean {
  return names.includes("options.json") &&
    RUN_FILES.some((name) => names.includes(name));
}

function stampOf(info: Deno.FileInfo): string {
  const times = [info.mtime, info.ctime].map((time) => time?.getTime() ?? 0);
  return [info.size, ...times].join(" ");
}

/** By code units: the same order whatever the file system and the language. */
function byPath<T>(path: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => path(a) < path(b) ? -1 : 1;
}

/** Collects the content of a folder. */
class Walk {
  readonly files: FoundFile[] = [];
  readonly folders: string[] = [];
  readonly failed: SkippedPicture[] = [];
  readonly leftovers: string[] = [];
  readonly runs: string[] = [];
  readonly repeated: string[] = [];
  readonly #root: string;
  /** Real paths: a link to a folder above would not end. */
  readonly #entered = new Set<string>();
  /** Links that are not followed yet. */
  readonly #links: string[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  /** Collects everything; links last, or a folder would be known by one of them. */
  all(): void {
    this.#enter("");
    const depth = (path: string) => path.split("/").length;
    for (;;) {
      const [link] = this.#links
        .sort(byPath((path) => path))
        .sort((a, b) => depth(a) - depth(b));
      if (link === undefined) break;
      this.#links.shift();
      this.#take(link);
    }
  }

  /** Looks at the entries of a folder; `prefix` is "" or ends with "/". */
  #enter(prefix: string): void {
    const folder = Deno.realPathSync(`${this.#root}/${prefix}`);
    const path = prefix.slice(0, -1);
    if (this.#entered.has(folder)) {
      this.repeated.push(path);
      return;
    }
    const entries = Array.from(Deno.readDirSync(folder));
    this.#entered.add(folder);
    if (isRun(entries.map(({ name }) => name))) {
      this.runs.push(path || ".");
      return;
    }
    if (path !== "" && !path.includes("/")) this.folders.push(path);
    for (
      const { name, isSymlink } of entries.sort(byPath(({ name }) => name))
    ) {
      const path = `${prefix}${name}`;
      if (isLeftover(name)) this.leftovers.push(path);
      else if (name.startsWith(".")) continue;
      else if (isSymlink) this.#links.push(path);
      else this.#take(path);
    }
  }

  #take(path: string): void {
    try {
      const info = Deno.statSync(`${this.#root}/${path}`);
      if (info.isDirectory) this.#enter(`${path}/`);
      else if (info.isFile) this.files.push({ path, stamp: stampOf(info) });
    } catch (error) {
      // What is no Unicode comes with a mark in its place, which opens nothing.
      const reason =
        error instanceof Deno.errors.NotFound && path.includes("\ufffd")
          ? "has a name that is not UTF-8: rename it"
          : fileErrorReason(error);
      this.failed.push({ file: path, reason });
    }
  }
}

/**
 * All files of a folder and of the folders in it, links followed. Each real
 * folder is entered once: where it lies, or else through the first link to it.
 * Hidden files and folders are passed over; what other programs and training
 * runs left is skipped, and so is what cannot be read.
 *
 * @param folder Path of the folder.
 * @throws What the file system throws if the folder itself cannot be read.
 */
export function readFolder(folder: string): FolderContent {
  const walk = new Walk(folder);
  walk.all();
  return {
    files: walk.files.sort(byPath(({ path }) => path)),
    folders: walk.folders.sort(),
    skipped: [
      ...skippedTogether(walk.runs, "a training run wrote it"),
      ...skippedTogether(
        walk.repeated,
        "a folder that is read already, by another path",
      ),
      ...skippedTogether(
        walk.leftovers,
        "thumbnails and other things that programs leave in folders",
      ),
      ...walk.failed.sort(byPath(({ file }) => file)),
    ],
  };
}

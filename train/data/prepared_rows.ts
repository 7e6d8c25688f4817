import type { SkippedPicture } from "./dataset.ts";
import type { Outcome } from "./prepare_chunk.ts";
import type { LoadedPictures } from "./source.ts";

/** Rows that lie in one piece of memory: copied and freed together. */
const BLOCK = 64;

/** Pictures of files. */
export interface PreparedFiles extends LoadedPictures {
  /** The file of each picture. */
  used: string[];
}

/** One entry for all files that are left out for the same reason. */
export function skippedTogether(
  [first, ...others]: readonly string[],
  reason: string,
): SkippedPicture[] {
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return [{ file: `${first}${more}`, reason }];
}

/** What became of many files, which may be prepared in any order. */
export class PreparedRows {
  readonly #paths: readonly string[];
  /** Bytes of a picture. */
  readonly #size: number;
  readonly #outcomes: (Outcome | undefined)[] = [];
  readonly #blocks: (Uint8Array | undefined)[] = [];

  /**
   * Nothing is prepared yet.
   *
   * @param paths The files.
   * @param size Bytes of a picture: 3 · height · width.
   */
  constructor(paths: readonly string[], size: number) {
    this.#paths = paths;
    this.#size = size;
  }

  /** Keeps what became of a file, and its planes if it is a picture. */
  set(file: number, outcome: Outcome, planes: Uint8Array): void {
    this.#outcomes[file] = outcome;
    if (outcome.kind !== "picture") return;
    const block = Math.floor(file / BLOCK);
    this.#blocks[block] ??= new Uint8Array(BLOCK * this.#size);
    this.#blocks[block].set(planes, (file % BLOCK) * this.#size);
  }

  /** Pictures that cannot be used; those of other formats, once for each. */
  #skipped(): SkippedPicture[] {
    const skipped: SkippedPicture[] = [];
    const formats = new Map<string, string[]>();
    for (const [file, outcome] of this.#outcomes.entries()) {
      const path = this.#paths[file] as string;
      if (outcome?.kind === "unusable") {
        skipped.push({ file: path, reason: outcome.reason });
      } else if (outcome?.kind === "other format") {
        const { format } = outcome;
        formats.set(format, [...formats.get(format) ?? [], path]);
      }
    }
    for (const [format, files] of formats) {
      const reason = `${format} is not read: convert it to PNG or JPEG`;
      skipped.push(...skippedTogether(files, reason));
    }
    return skipped;
  }

  /** Joins everything, in the order of the files, and is empty afterwards. */
  join(): PreparedFiles {
    const rows = [...this.#outcomes.keys()].filter((file) =>
      this.#outcomes[file]?.kind === "picture"
    );
    const size = this.#size;
    const pixels = new Uint8Array(rows.length * size);
    for (const [row, file] of rows.entries()) {
      const block = Math.floor(file / BLOCK);
      // Blocks that were copied can be freed: gigabytes would else lie twice.
      if (block > 0) this.#blocks[block - 1] = undefined;
      const start = (file % BLOCK) * size;
      const planes = this.#blocks[block]?.subarray(start, start + size);
      pixels.set(planes as Uint8Array, row * size);
    }
    return {
      count: rows.length,
      pixels,
      skipped: this.#skipped(),
      used: rows.map((file) => this.#paths[file] as string),
    };
  }
}

import type { GeneratorFiles } from "../../core/generator/generator_folder.ts";

/**
 * How long a runner took to load a generator, one thing after the other, in
 * milliseconds.
 */
export interface LoadTimes {
  /** When its thread could begin, since the epoch. */
  readonly began: number;
  /** Until the files of the generator were there. */
  readonly files: number;
  /** Until the generator was open. */
  readonly open: number;
}

/** What runners load. */
export interface Loading {
  /** Digest of the generator that is loaded at once; others are when asked for. */
  readonly first: string;
  /**
   * Reads the files of a generator, once for each runner, which keeps the memory.
   *
   * @throws {UserError} If they cannot be read.
   */
  readonly read: (digest: string) => Promise<GeneratorFiles>;
  /** Is told how long loading the first one took. */
  readonly onLoaded?: (times: LoadTimes) => void;
}

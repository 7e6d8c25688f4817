/**
 * What a program runs on.
 *
 * @module
 */

import type { Tensors } from "../tensors/tensor.ts";
import type { Program } from "../graph/program.ts";

/** Kind of an engine. */
export type Device = "webgpu" | "cpu" | "wasm";

/** Numbers fed to a run, or fetched from it, by name. */
export type Arrays = Readonly<Record<string, Float32Array>>;

/** One run of a program. */
export interface Call {
  /** A compiled program; its session is opened at its first run. */
  readonly program: Program;
  /**
   * Elements of every feed in row-major order. Where the batch is open, its
   * size follows from the number of elements.
   */
  readonly feeds: Arrays;
}

/**
 * Runs programs on one device and keeps their state there from run to run.
 *
 * Calls may overlap; they are carried out one after the other.
 */
export interface Engine {
  /** Kind of device. */
  readonly device: Device;
  /** The device in words: an adapter's name, or a number of threads. */
  readonly description: string;

  /**
   * Sets pieces of state; others keep their values.
   *
   * @param tensors New values by name.
   */
  setState(tensors: Tensors): Promise<void>;

  /**
   * Copies pieces of state from the device.
   *
   * @param names Which; all by default.
   * @throws {RangeError} If one was never set.
   */
  getState(names?: Iterable<string>): Promise<Tensors>;

  /**
   * Runs a program once: reads its state, replaces what it updates, and returns
   * its fetches.
   *
   * @param program A compiled program.
   * @param feeds Its feeds, as in {@linkcode Call}.
   * @throws {RangeError} If a feed or a piece of state is missing or has
   * another size.
   */
  run(program: Program, feeds: Arrays): Promise<Record<string, Float32Array>>;

  /**
   * Runs programs one after the other, each on the state that the one before it
   * left. On a GPU that waits only once, for the fetches of all.
   *
   * @param calls What to run.
   * @returns The fetches of each.
   * @throws {RangeError} If a feed or a piece of state is missing or has
   * another size; what was run before keeps its effect.
   */
  runAll(calls: readonly Call[]): Promise<Record<string, Float32Array>[]>;

  /** Frees sessions and device memory; the engine cannot be used afterwards. */
  release(): Promise<void>;
}

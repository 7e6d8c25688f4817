/**
 * What a program runs on.
 *
 * @module
 */

import type { Tensor } from "onnxruntime-web";
import type { Tensors } from "../tensors/tensor.ts";
import type { Program } from "../graph/program.ts";

/** Kind of an engine. */
export type Device = "webgpu" | "dawn" | "cpu" | "wasm";

/** Whether a device is a GPU, whose results have to be waited for. */
export function isGpu(device: Device): boolean {
  return device === "webgpu" || device === "dawn";
}

/** Numbers fed to a run, or fetched from it, by name. */
export type Arrays = Readonly<Record<string, Float32Array>>;

/** Fetches of a run by name, which may still be computed, on the device. */
export type Pending = Readonly<Record<string, Tensor>>;

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
   * Runs a program once: reads its state and replaces what it updates. On a GPU
   * that waits for nothing.
   *
   * @param program A compiled program; its session is opened at its first run.
   * @param feeds Elements of every feed in row-major order. Where the batch is
   * open, its size follows from the number of elements.
   * @returns Its fetches, to be read by {@linkcode fetch}.
   * @throws {RangeError} If a feed or a piece of state is missing or has
   * another size.
   */
  submit(program: Program, feeds: Arrays): Promise<Pending>;

  /**
   * Reads what runs have fetched and frees it on the device. On a GPU that waits
   * only once, however many there are.
   *
   * @param pending Fetches of any number of runs, each of which can be read once.
   * @returns The fetches of each.
   */
  fetch(
    pending: readonly Pending[],
  ): Promise<Record<string, Float32Array>[]>;

  /**
   * Runs a program once and returns its fetches: {@linkcode submit} and
   * {@linkcode fetch}.
   */
  run(program: Program, feeds: Arrays): Promise<Record<string, Float32Array>>;

  /** Frees sessions and device memory; the engine cannot be used afterwards. */
  release(): Promise<void>;
}

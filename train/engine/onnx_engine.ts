import type * as Ort from "onnxruntime-web";
import { serialQueue } from "./serial_queue.ts";
import { freeArray } from "../tensors/free.ts";
import type { Tensors } from "../tensors/tensor.ts";
import type { Program } from "../graph/program.ts";
import { type Shape, sizeOf } from "../graph/value.ts";
import {
  type Arrays,
  type Device,
  type Engine,
  isGpu,
  type Pending,
} from "./engine.ts";

/** onnxruntime's log severity that leaves out errors, which are thrown. */
const FATAL_ONLY = 4;

/**
 * onnxruntime-web allows one call at a time: neither may sessions be opened
 * while others run, nor those of another engine.
 */
const inTurn = serialQueue();

/** What {@linkcode OnnxEngine} needs of a build of onnxruntime. */
export type OnnxRuntime = Pick<typeof Ort, "InferenceSession" | "Tensor">;

/** Watches the calls of an engine. */
export interface CallWatch {
  /**
   * Carries out a call.
   *
   * @param call The call.
   * @returns Its result.
   * @throws {DeviceError} If the device cannot be used any more.
   */
  readonly watch: <Result>(call: () => Promise<Result>) => Promise<Result>;
  /** Ends the watch. */
  readonly stop: () => void;
}

/** How {@linkcode OnnxEngine} uses onnxruntime. */
export interface OnnxEngineOptions {
  /** Kind of device. */
  readonly device: Device;
  /** The device in words. */
  readonly description: string;
  /** The build of onnxruntime for the device. */
  readonly ort: OnnxRuntime;
  /** Options of every session. */
  readonly session: Ort.InferenceSession.SessionOptions;
  /** Called whenever a session is open, and when none will be any more. */
  readonly started?: () => void;
  /** Watches every call that could hang or fail. */
  readonly watch?: CallWatch;
}

/** Batch size of an open batch, or the shape's own where it is fixed. */
function feedShape(program: Program, name: string, size: number): Shape {
  const shape = program.feeds[name];
  if (shape === undefined) {
    throw new RangeError(`${program.name} has no feed ${name}`);
  }
  if (sizeOf(shape) === size) return shape;
  const element = sizeOf(shape.slice(1));
  if (!program.anyBatch || size === 0 || size % element !== 0) {
    throw new RangeError(
      `Feed ${name} of ${program.name} has ${size} elements, its shape is [${shape}]`,
    );
  }
  return [size / element, ...shape.slice(1)];
}

/**
 * An engine on onnxruntime.
 *
 * State lives in onnxruntime tensors. On the processor outputs that change it
 * are copied into them. On a GPU such outputs stay in its buffers and become
 * inputs of the next run; the tensors they replace are disposed of once, when
 * the run is done.
 */
export class OnnxEngine implements Engine {
  readonly device: Device;
  readonly description: string;
  readonly #ort: OnnxRuntime;
  readonly #options: OnnxEngineOptions;
  readonly #sessions = new Map<Program, Ort.InferenceSession>();
  readonly #state = new Map<string, Ort.TypedTensor<"float32">>();

  /** @param options The device and the build of onnxruntime to use. */
  constructor(options: OnnxEngineOptions) {
    this.device = options.device;
    this.description = options.description;
    this.#ort = options.ort;
    this.#options = options;
  }

  setState(tensors: Tensors): Promise<void> {
    return inTurn(() => {
      for (const [name, { shape, data }] of tensors) {
        this.#replace(
          name,
          new this.#ort.Tensor("float32", data.slice(), shape),
        );
      }
      return Promise.resolve();
    });
  }

  getState(names?: Iterable<string>): Promise<Tensors> {
    return inTurn(async () => {
      const tensors: Tensors = new Map();
      for (const name of names ?? this.#state.keys()) {
        const tensor = this.#stateTensor(name);
        const data = await this.#download(tensor);
        tensors.set(name, { shape: [...tensor.dims], data: data.slice() });
      }
      return tensors;
    });
  }

  async run(
    program: Program,
    feeds: Arrays,
  ): Promise<Record<string, Float32Array>> {
    const [fetched = {}] = await this.fetch([
      await this.submit(program, feeds),
    ]);
    return fetched;
  }

  submit(program: Program, feeds: Arrays): Promise<Pending> {
    return inTurn(() => this.#submit(program, feeds));
  }

  fetch(
    pending: readonly Pending[],
  ): Promise<Record<string, Float32Array>[]> {
    // Side by side: every copy from a GPU waits for a tick of its own.
    return inTurn(() =>
      Promise.all(pending.map((tensors) => this.#fetch(tensors)))
    );
  }

  async #submit(program: Program, feeds: Arrays): Promise<Pending> {
    const inputs: Record<string, Ort.Tensor> = {};
    for (const name of Object.keys(program.feeds)) {
      const data = feeds[name];
      if (data === undefined) {
        throw new RangeError(`Feed ${name} of ${program.name} is missing`);
      }
      const shape = feedShape(program, name, data.length);
      inputs[name] = new this.#ort.Tensor("float32", data, shape);
    }
    for (const [name, shape] of Object.entries(program.state)) {
      inputs[name] = this.#stateTensor(name, shape);
    }
    const results = await this.#watch(async () => {
      const session = await this.#session(program);
      return await session.run(inputs);
    });
    for (const [name, output] of Object.entries(program.updates)) {
      const tensor = results[output];
      if (tensor?.type === "float32") {
        this.#update(name, tensor as Ort.TypedTensor<"float32">);
      }
    }
    return Object.fromEntries(
      Object.keys(program.fetches).map((
        name,
      ) => [name, results[name] as Ort.Tensor]),
    );
  }

  async #fetch(
    tensors: Pending,
  ): Promise<Record<string, Float32Array>> {
    const fetched = await Promise.all(
      Object.entries(tensors).map(async ([name, tensor]) =>
        [name, await this.#download(tensor, true)] as const
      ),
    );
    return Object.fromEntries(fetched);
  }

  release(): Promise<void> {
    return inTurn(async () => {
      for (const tensor of this.#state.values()) tensor.dispose();
      this.#state.clear();
      for (const session of this.#sessions.values()) await session.release();
      this.#sessions.clear();
      this.#options.started?.();
      this.#options.watch?.stop();
    });
  }

  #watch<Result>(call: () => Promise<Result>): Promise<Result> {
    return this.#options.watch?.watch(call) ?? call();
  }

  /** Elements of a tensor; only those on a GPU have to be waited for. */
  async #download(tensor: Ort.Tensor, dispose = false): Promise<Float32Array> {
    const data = tensor.location === "cpu"
      ? tensor.data
      : await this.#watch(() => tensor.getData(dispose));
    return data as Float32Array;
  }

  /**
   * Makes what a run has computed the new value of a piece of state. On the
   * processor it moves to where the old value is, and its own memory is freed.
   */
  #update(name: string, next: Ort.TypedTensor<"float32">): void {
    const state = this.#state.get(name);
    if (next.location !== "cpu" || `${state?.dims}` !== `${next.dims}`) {
      this.#replace(name, next);
      return;
    }
    const data = next.data as Float32Array<ArrayBuffer>;
    (state?.data as Float32Array).set(data);
    freeArray(data);
    next.dispose();
  }

  #replace(name: string, tensor: Ort.TypedTensor<"float32">): void {
    this.#state.get(name)?.dispose();
    this.#state.set(name, tensor);
  }

  #stateTensor(name: string, shape?: Shape): Ort.TypedTensor<"float32"> {
    const tensor = this.#state.get(name);
    if (tensor === undefined) {
      throw new RangeError(`State ${name} was never set`);
    }
    if (shape !== undefined && `${shape}` !== `${tensor.dims}`) {
      throw new RangeError(
        `State ${name} has shape [${tensor.dims}], the program wants [${shape}]`,
      );
    }
    return tensor;
  }

  async #session(program: Program): Promise<Ort.InferenceSession> {
    const open = this.#sessions.get(program);
    if (open !== undefined) return open;
    const model = this.device === "cpu" ? program.nativeModel() : program.model;
    const session = await this.#ort.InferenceSession.create(model, {
      ...this.#options.session,
      // What runs is what was compiled: rounding stays that of the graph, and
      // the graph has no common subexpressions or no-ops left to remove.
      graphOptimizationLevel: "disabled",
      logSeverityLevel: FATAL_ONLY,
      ...isGpu(this.device) && {
        preferredOutputLocation: "gpu-buffer",
      },
    });
    this.#sessions.set(program, session);
    this.#options.started?.();
    return session;
  }
}

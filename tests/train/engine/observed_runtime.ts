/** A build of onnxruntime that keeps a record of how it is used. */

import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { OnnxRuntime } from "../../../train/engine/onnx_engine.ts";

/** A tensor that was an input or an output of a run. */
export interface SeenTensor {
  readonly name: string;
  /** Its memory, if it is not on a GPU. */
  readonly buffer: ArrayBuffer | undefined;
  /** How often it was disposed of. */
  disposals: number;
}

/** Watches the sessions and tensors of a build of onnxruntime. */
export class ObservedRuntime implements OnnxRuntime {
  readonly Tensor: OnnxRuntime["Tensor"];
  readonly InferenceSession: OnnxRuntime["InferenceSession"];
  /** For every run so far, where each of its inputs was. */
  readonly inputLocations: Record<string, Tensor.DataLocation>[] = [];
  /** Every input and output of the runs so far. */
  readonly seen = new Map<Tensor, SeenTensor>();
  /** Runs, and downloads of what they left on a device, in their order. */
  readonly order: ("run" | "download")[] = [];
  /** Sessions that were opened and not released. */
  openSessions = 0;
  /** Most calls that were in progress at once. */
  mostCalls = 0;
  #calls = 0;

  constructor({ Tensor, InferenceSession }: OnnxRuntime) {
    this.Tensor = Tensor;
    this.InferenceSession = new Proxy(InferenceSession, {
      get: (target, key) =>
        key === "create"
          ? async (...args: Parameters<typeof target.create>) =>
            this.#watch(await this.#count(() => target.create(...args)))
          : Reflect.get(target, key),
    });
  }

  /** Disposals of all tensors of a name that were seen, oldest first. */
  disposalsOf(name: string): number[] {
    return [...this.seen.values()]
      .filter((tensor) => tensor.name === name)
      .map(({ disposals }) => disposals);
  }

  async #count<Result>(call: () => Promise<Result>): Promise<Result> {
    this.mostCalls = Math.max(this.mostCalls, ++this.#calls);
    try {
      return await call();
    } finally {
      this.#calls--;
    }
  }

  #watch(session: InferenceSession): InferenceSession {
    this.openSessions++;
    const methods: Partial<InferenceSession> = {
      run: async (feeds: InferenceSession.FeedsType) => {
        this.order.push("run");
        this.inputLocations.push(
          Object.fromEntries(
            Object.entries(feeds)
              .map(([name, value]) => [name, (value as Tensor).location]),
          ),
        );
        this.#see(feeds as Record<string, Tensor>);
        const results = await this.#count(() => session.run(feeds));
        this.#see(results as Record<string, Tensor>);
        return results;
      },
      release: async () => {
        await session.release();
        this.openSessions--;
      },
    };
    return new Proxy(session, {
      get: (target, key) =>
        Reflect.get(methods, key) ?? Reflect.get(target, key),
    });
  }

  #see(tensors: Record<string, Tensor>): void {
    for (const [name, tensor] of Object.entries(tensors)) {
      if (this.seen.has(tensor)) continue;
      const buffer = tensor.location === "cpu"
        ? (tensor.data as Float32Array<ArrayBuffer>).buffer
        : undefined;
      const seen = { name, buffer, disposals: 0 };
      this.seen.set(tensor, seen);
      const { dispose, getData } = tensor;
      tensor.getData = (release) => {
        this.order.push("download");
        return getData.call(tensor, release);
      };
      tensor.dispose = () => {
        seen.disposals++;
        dispose.call(tensor);
      };
    }
  }
}

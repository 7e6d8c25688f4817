import { DeviceError } from "./device_error.ts";
import { isOutOfMemory } from "./out_of_memory.ts";

/** Milliseconds in which a loss is noticed after the error that it causes. */
const DELAY = 200;

/** How onnxruntime tells what WebGPU reported in one of its own calls. */
const OF_DEVICE = /WebGPU (validation failed.*)/;

/**
 * Notices that a GPU device is lost, or that it reports an error that no call
 * throws. Waiting for a lost device may take for ever, so every call is raced
 * with the loss; and after an error in a command that is simply left out, what
 * the device computes is no longer what was asked for.
 */
export class GpuWatch {
  readonly #name: string;
  readonly #deviceOf: () => unknown;
  readonly #failure = Promise.withResolvers<never>();
  #device: GPUDevice | undefined;
  #stopped = false;

  /**
   * @param name What messages call the GPU.
   * @param deviceOf Its device or a promise of it, once there was a call.
   */
  constructor(name: string, deviceOf: () => unknown) {
    this.#name = name;
    this.#deviceOf = deviceOf;
    // A failure between two calls is thrown by the next.
    this.#failure.promise.catch(() => {});
  }

  /**
   * Carries out a call.
   *
   * @param call The call.
   * @returns Its result.
   * @throws {DeviceError} If the device was lost or has failed.
   */
  async watch<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      const result = await this.#unlessFailed(call());
      await this.#attach();
      return result;
    } catch (error) {
      if (error instanceof DeviceError) throw error;
      // A loss makes calls throw all kinds of errors before it is told.
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, DELAY);
      try {
        await this.#unlessFailed(promise);
      } finally {
        clearTimeout(timer);
      }
      throw this.#explained(error);
    }
  }

  /** Ends the watch. */
  stop(): void {
    this.#stopped = true;
    this.#device?.removeEventListener("uncapturederror", this.#onError);
  }

  #unlessFailed<Result>(result: Promise<Result>): Promise<Result> {
    // The failure comes first, so that it wins if both are there.
    return Promise.race([this.#failure.promise, result]);
  }

  async #attach(): Promise<void> {
    if (this.#device !== undefined) return;
    const device = await this.#deviceOf();
    if (!(device instanceof GPUDevice)) return;
    this.#device = device;
    device.addEventListener("uncapturederror", this.#onError);
    device.lost.then(({ reason, message }) => {
      const why = reason === "destroyed" ? "its device was destroyed" : message;
      this.#fail(this.#error(`was lost: ${why}`));
    });
  }

  readonly #onError = (event: Event): void => {
    const { error } = event as GPUUncapturedErrorEvent;
    this.#fail(
      error instanceof GPUOutOfMemoryError || isOutOfMemory(error)
        ? this.#outOfMemory()
        : this.#error(`has failed: ${error.message}`),
    );
  };

  #fail(error: DeviceError): void {
    if (!this.#stopped) this.#failure.reject(error);
  }

  /** What a call threw; that of the device in words for the user. */
  #explained(error: unknown): unknown {
    if (isOutOfMemory(error)) return this.#outOfMemory();
    const [, failure] = OF_DEVICE.exec((error as Error).message) ?? [];
    return failure === undefined
      ? error
      : this.#error(`has failed: ${failure}`);
  }

  #outOfMemory(): DeviceError {
    return this.#error(
      "is out of memory: use a smaller --batch, --d or --size",
    );
  }

  #error(what: string): DeviceError {
    const [line] = what.split("\n");
    return new DeviceError(`the GPU ${this.#name} ${line}`);
  }
}

/**
 * Times how long numbers take to buffers of Deno's WebGPU, until it is disposed
 * of: from a buffer that is created for that to the end of its mapping, and what
 * is written through the queue.
 */
export class UploadClock implements Disposable {
  readonly #create = GPUDevice.prototype.createBuffer;
  readonly #unmap = GPUBuffer.prototype.unmap;
  readonly #write = GPUQueue.prototype.writeBuffer;
  readonly #started = new Map<GPUBuffer, number>();
  /** Milliseconds so far. */
  milliseconds = 0;

  /** Starts. */
  constructor() {
    const [create, unmap, write] = [this.#create, this.#unmap, this.#write];
    const started = this.#started;
    const add = (start: number) =>
      this.milliseconds += performance.now() - start;
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const start = performance.now();
      const buffer = create.call(this, descriptor);
      if (descriptor.mappedAtCreation) started.set(buffer, start);
      return buffer;
    };
    GPUBuffer.prototype.unmap = function () {
      unmap.call(this);
      const start = started.get(this);
      if (start !== undefined) add(start);
      started.delete(this);
    };
    GPUQueue.prototype.writeBuffer = function (...args) {
      const start = performance.now();
      write.apply(this, args);
      add(start);
    };
  }

  [Symbol.dispose](): void {
    GPUDevice.prototype.createBuffer = this.#create;
    GPUBuffer.prototype.unmap = this.#unmap;
    GPUQueue.prototype.writeBuffer = this.#write;
  }
}

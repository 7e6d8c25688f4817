/** What onnxruntime's WebAssembly is started with; see Emscripten's `Module`. */
export interface GlueOptions {
  /** Threads of the engine. */
  numThreads?: number;
  /**
   * Makes the instance, in place of the glue's own way from a file to one.
   *
   * @param imports What the module imports.
   * @param done Has to be called with the instance and its module.
   */
  instantiateWasm?(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): void;
}

/** Starts onnxruntime's WebAssembly. */
export default function start(options: GlueOptions): Promise<unknown>;

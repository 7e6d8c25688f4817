/** Megabytes that the service without any worker takes, all caches full. */
const BASE_MEGABYTES = 170;

/** Megabytes of a worker without its models, mostly compiled WebAssembly. */
const WORKER_MEGABYTES = 40;

/**
 * Megabytes for each megabyte of model: the file, its copy in WebAssembly, the
 * parsed weights, and those that onnxruntime lays out anew.
 */
const COPIES = 5.5;

/** Megabytes that the service should stay below. */
const BUDGET_MEGABYTES = 512;

/** More workers than this only by request: see docs/serving.md. */
const MOST_WORKERS = 2;

/**
 * How many workers to start: one for each core, up to two, and no more than fit
 * into 512 MB with their models. The figures were measured on Deno 2.5 and 2.9
 * with models of 0.1, 14 and 51 MB.
 *
 * @param cores Cores of the processor.
 * @param modelBytes Bytes of all models together; every worker loads them all.
 */
export function workerCount(cores: number, modelBytes: number): number {
  const each = WORKER_MEGABYTES + COPIES * modelBytes / 1e6;
  const fitting = Math.floor((BUDGET_MEGABYTES - BASE_MEGABYTES) / each);
  return Math.max(1, Math.min(cores, MOST_WORKERS, fitting));
}

/** Megabytes that the service without any worker takes, all caches full. */
const BASE_MEGABYTES = 135;

/** Megabytes of a worker without its generators, once all formats were asked for. */
const WORKER_MEGABYTES = 65;

/**
 * Megabytes for a million weights: the float32s in the engine's memory, and what
 * reading and checking the file leaves behind.
 */
const MEGABYTES_PER_MILLION = 6;

/** Megabytes that the service should stay below. */
const BUDGET_MEGABYTES = 512;

/** More workers than this only by request: see docs/serving.md. */
const MOST_WORKERS = 2;

/**
 * How many workers there may be: one for each core, up to two, and no more than
 * fit into 512 MB with their generators. The figures were read from the resident
 * memory of services with one to three workers and generators of 0.4 to 12.7
 * million weights, whose precision in the file makes little difference.
 *
 * @param cores Cores of the processor.
 * @param weights Weights of all generators together; every worker may have to
 *   load them all.
 */
export function workerCount(cores: number, weights: number): number {
  const each = WORKER_MEGABYTES + MEGABYTES_PER_MILLION * weights / 1e6;
  const fitting = Math.floor((BUDGET_MEGABYTES - BASE_MEGABYTES) / each);
  return Math.max(1, Math.min(cores, MOST_WORKERS, fitting));
}

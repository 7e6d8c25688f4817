/**
 * Options that several benchmarks have.
 *
 * @module
 */

/** The generator that a service is started with. */
export const MODEL = {
  type: "string",
  default: "weights",
  group: "Service",
  placeholder: "FOLDER",
  help: "Folder of the frozen generator",
} as const;

/** Widths of generators; a benchmark says what it does with them. */
export const WIDTHS = {
  type: "integers",
  min: 1,
  max: 512,
  maxCount: 10,
  default: [32, 64, 128],
  placeholder: "LIST",
} as const;

/** Pictures in a batch of training. */
export const BATCH = {
  type: "integer",
  min: 2,
  max: 4096,
  default: 64,
  group: "Work",
  placeholder: "N",
  help: "Pictures in a batch",
} as const;

/** Rows and columns of the pictures that are trained on. */
export const SIZE = {
  type: "integer",
  min: 16,
  max: 512,
  default: 64,
  group: "Work",
  placeholder: "N",
  help: "Rows and columns of a picture, a multiple of 16",
} as const;

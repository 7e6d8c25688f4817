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

import type { Option } from "../../core/command_line/command.ts";
import type { AnyValue } from "../../core/option_value.ts";

/**
 * Names of the presets, settings that belong together.
 *
 * - `gpu`: for a GPU: the reference's networks with what has been learnt since.
 * - `cpu`: for a processor without a GPU: small, short and smoothed.
 * - `reference`: the common PyTorch recipe at ten times the paper's learning
 *   rate.
 * - `paper`: Radford et al., "Unsupervised Representation Learning with Deep
 *   Convolutional Generative Adversarial Networks" (2016), section 4.
 */
export const PRESETS = ["gpu", "cpu", "reference", "paper"] as const;

/** Name of a preset. */
export type Preset = (typeof PRESETS)[number];

/**
 * One option of training: all that is known about it, in one place. Flags,
 * `options.json`, presets, resuming, `--help` and the README follow from it.
 */
export type Row = Option & {
  /** Its value by preset; such an option has no other default. */
  readonly presets?: Readonly<Record<Preset, AnyValue>>;
  /** Another option whose value it takes where only that one is given. */
  readonly like?: string;
  /** Another option that says the same; one of the two is null. */
  readonly or?: string;
  /**
   * For options that came after the first version: the value under which
   * training does what it did before there was the option. It need not be the
   * default of new runs.
   */
  readonly before?: AnyValue | null;
  /** Whether a resumed run may change it. */
  readonly resumable?: true;
};

/** Rows by the long names of the options. */
export type RowTable = Readonly<Record<string, Row>>;

/** The type of options that count images. */
export const IMAGES = { type: "count", min: 0, max: 1_000_000_000 } as const;

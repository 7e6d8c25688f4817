/**
 * The card of a frozen generator: `generator.json`, which lies next to the
 * model and says what it is, where it comes from and whom to credit.
 *
 * @module
 */

import type { PictureClass } from "../classes.ts";
import type { Direction } from "./direction.ts";
import type { LATENT_SIZE } from "../noise/latent.ts";

/** A value of a training option. */
export type TrainingOption = string | number | boolean | null | number[];

/** Options of a training run, by name. */
export type TrainingOptions = Record<string, TrainingOption>;

/** How weights can be stored; they are computed with in float32. */
export const PRECISIONS = ["float32", "float16", "int8"] as const;

/** How weights are stored. */
export type Precision = typeof PRECISIONS[number];

/** What a training started from instead of random weights. */
export interface StartedFrom {
  /** What the run, the generator or the file is called. */
  name: string;
  /** Whom to credit for the pictures that it was trained on. */
  credit?: string;
  /** Licence of those pictures. */
  licence?: string;
}

/**
 * What a training started from, and whom to credit for it, in words.
 *
 * @param from What it started from.
 */
export function startInWords({ name, credit, licence }: StartedFrom): string {
  return [name, credit, licence].filter((part) => part !== undefined)
    .join(", ");
}

/** What `generator.json` holds. */
export interface GeneratorCard {
  /** Version of this format. */
  format: 1;
  /** What the model is called, for instance "toon-head". */
  name: string;
  /** The ONNX file. */
  model: {
    /** Its name in the folder of the card. */
    file: string;
    /** SHA-256 of its bytes, 64 lower-case hexadecimal digits. */
    sha256: string;
    /** Its size in bytes. */
    bytes: number;
    /** Number of weights and biases. */
    parameters: number;
    /** How the weights are stored; float32 if it is left out. */
    precision?: Precision;
  };
  /** The network and the sizes of what goes in and comes out. */
  architecture: {
    network: "dcgan";
    /** Channels of the last hidden layer; the first has a multiple of it. */
    d: number;
    /** Rows of a picture. */
    height: number;
    /** Columns of a picture. */
    width: number;
    /** Length of the latent. */
    latentSize: typeof LATENT_SIZE;
    /**
     * Classes that it paints, in the order of the model's labels; left out if
     * it is not conditional.
     */
    classes?: PictureClass[];
  };
  /**
   * Directions to edit pictures along, the strongest first, which follow from
   * the model alone; left out on cards of older versions.
   */
  directions?: Direction[];
  /** The pictures it was trained on. */
  trainingData: {
    /** A folder, a file or a demo set, for instance "demo:toon-head". */
    source: string;
    /** How many they were; left out if that is not known. */
    pictures?: number;
    /** Whom to credit, shown wherever the pictures are. */
    credit?: string;
    /** Their licence. */
    licence?: string;
  };
  /** How it was trained. */
  training: {
    /**
     * Real pictures shown to the discriminator, repetitions counted; left out
     * if that is not known.
     */
    imagesSeen?: number;
    /** Updates of the generator; left out if that is not known. */
    steps?: number;
    /** Where the training ran, for instance "webgpu" or "wasm". */
    device: string;
    /** The moving average of the weights, or the weights of the last step. */
    weights: "ema" | "last";
    /**
     * The moment of the run they are from: that of its best KID, or its last
     * step; left out if that is not known.
     */
    moment?: "best" | "last";
    /**
     * The scores they had then, by name, and those of real pictures with
     * `_floor` behind the name; left out if there are none.
     */
    scores?: Record<string, number>;
    /** What it started from; left out if it started from random weights. */
    from?: StartedFrom;
    /** The options of the run. */
    options: TrainingOptions;
  };
  /** Program and version that wrote the card. */
  generatedBy: string;
}

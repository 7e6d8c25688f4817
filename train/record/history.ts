import { Series } from "./series.ts";

/** What a line of the log may measure; older logs lack the last of them. */
export const MEASURES = [
  "loss_d",
  "loss_d_real",
  "loss_d_fake",
  "loss_g",
  "lr",
  "d_real",
  "d_fake",
  "lr_d",
  "augment",
] as const;

/** The name of something that is measured in every step. */
export type Measure = typeof MEASURES[number];

/** A step as the log has it. */
export type LoggedStep =
  & {
    /** Number of the step, from 1. */
    readonly step: number;
    /** Real pictures shown so far. */
    readonly images: number;
    /** Seconds the step took. */
    readonly seconds: number;
  }
  & { readonly [Name in Measure]?: number };

/** The course of a run so far: its curves over the images shown. */
export class History {
  /** Number of the last step; 0 if there is none. */
  step = 0;
  /** Real pictures shown so far. */
  images = 0;
  /** Seconds that all steps took together. */
  seconds = 0;
  /** A curve for each measure, over images; empty if it was not measured. */
  readonly curves: Readonly<Record<Measure, Series>> = {
    loss_d: new Series(),
    loss_d_real: new Series(),
    loss_d_fake: new Series(),
    loss_g: new Series(),
    lr: new Series(),
    d_real: new Series(),
    d_fake: new Series(),
    lr_d: new Series(),
    augment: new Series(),
  };

  /** Takes one more step into account. */
  add(step: LoggedStep): void {
    this.step = step.step;
    this.images = step.images;
    this.seconds += step.seconds;
    for (const measure of MEASURES) {
      const value = step[measure];
      if (value !== undefined) this.curves[measure].add(step.images, value);
    }
  }
}

import {
  conv2d,
  convTranspose2d,
} from "../../../train/graph/operations/convolution.ts";
import type { GradientCase } from "./gradient_check.ts";
import { any } from "./gradient_inputs.ts";

/** Convolutions of all geometries. */
export const CONVOLUTION_CASES: readonly GradientCase[] = [
  {
    name: "conv2d, stride 2",
    inputs: [any(2, 2, 6, 4), any(3, 2, 4, 4)],
    output: (x, weight) => conv2d(x, weight, { stride: 2, padding: 1 }),
  },
  {
    name: "conv2d, stride 2, bias",
    inputs: [any(2, 2, 4, 6), any(3, 2, 4, 4), any(3)],
    output: (x, weight, bias) =>
      conv2d(x, weight, { stride: 2, padding: 1, bias }),
  },
  {
    name: "conv2d, stride 1, kernel 2x3",
    inputs: [any(2, 2, 3, 5), any(3, 2, 2, 3), any(3)],
    output: (x, weight, bias) => conv2d(x, weight, { bias }),
  },
  {
    name: "conv2d, dilation 2",
    inputs: [any(2, 2, 7, 6), any(3, 2, 3, 2), any(3)],
    output: (x, weight, bias) =>
      conv2d(x, weight, { dilation: 2, padding: 1, bias }),
  },
  {
    name: "conv2d, stride 2, dilation 2",
    inputs: [any(1, 2, 7, 9), any(2, 2, 3, 3)],
    output: (x, weight) =>
      conv2d(x, weight, { stride: 2, dilation: 2, padding: 1 }),
  },
  {
    name: "convTranspose2d, stride 2",
    inputs: [any(2, 3, 3, 2), any(3, 2, 4, 4)],
    output: (x, weight) =>
      convTranspose2d(x, weight, { stride: 2, padding: 1 }),
  },
  {
    name: "convTranspose2d, stride 2, bias",
    inputs: [any(2, 3, 2, 3), any(3, 2, 4, 4), any(2)],
    output: (x, weight, bias) =>
      convTranspose2d(x, weight, { stride: 2, padding: 1, bias }),
  },
  {
    name: "convTranspose2d, stride 1, kernel 2x3",
    inputs: [any(2, 3, 2, 3), any(3, 2, 2, 3), any(2)],
    output: (x, weight, bias) => convTranspose2d(x, weight, { bias }),
  },
  {
    name: "convTranspose2d, dilation 2",
    inputs: [any(2, 3, 3, 4), any(3, 2, 3, 2), any(2)],
    output: (x, weight, bias) =>
      convTranspose2d(x, weight, { dilation: 2, padding: 1, bias }),
  },
  {
    name: "convTranspose2d, stride 2, dilation 2",
    inputs: [any(1, 2, 3, 4), any(2, 2, 3, 3)],
    output: (x, weight) =>
      convTranspose2d(x, weight, { stride: 2, dilation: 2, padding: 1 }),
  },
  {
    // Numbers of pictures and channels for which conv2d has to pad.
    name: "conv2d, 6 pictures, 6 channels to 4",
    inputs: [any(6, 6, 4, 2), any(4, 6, 4, 4)],
    output: (x, weight) => conv2d(x, weight, { stride: 2, padding: 1 }),
  },
  {
    name: "convTranspose2d, 6 pictures, 4 channels to 6",
    inputs: [any(6, 4, 2, 1), any(4, 6, 4, 4)],
    output: (x, weight) =>
      convTranspose2d(x, weight, { stride: 2, padding: 1 }),
  },
];

import { OBJECTIVE_CASES } from "../model/objective_gradient_cases.ts";
import { COMPOSED_CASES } from "./composed_gradient_cases.ts";
import { CONVOLUTION_CASES } from "./convolution_gradient_cases.ts";
import { ELEMENTWISE_CASES } from "./elementwise_gradient_cases.ts";
import type { GradientCase } from "./gradient_check.ts";
import { TENSOR_CASES } from "./tensor_gradient_cases.ts";

/** Every operation with a gradient, in the forms in which it is used. */
export const GRADIENT_CASES: readonly GradientCase[] = [
  ...ELEMENTWISE_CASES,
  ...TENSOR_CASES,
  ...CONVOLUTION_CASES,
  ...COMPOSED_CASES,
  ...OBJECTIVE_CASES,
];

/** Types of values, one or two of each kind. */

import type { ValueType } from "../../core/option_value.ts";

export const INTEGER = {
  type: "integer",
  min: 1,
  max: 4096,
} as const satisfies ValueType;
export const MULTIPLE = {
  ...INTEGER,
  multipleOf: 16,
} as const satisfies ValueType;
export const COUNT = {
  type: "count",
  min: 1,
  max: 2_000_000,
} as const satisfies ValueType;
export const NUMBER = {
  type: "number",
  min: 0,
  max: 1,
} as const satisfies ValueType;
export const OPEN = {
  ...NUMBER,
  minExcluded: true,
  maxExcluded: true,
} as const satisfies ValueType;
export const CHOICE = {
  type: "choice",
  choices: ["a", "b", "c"],
} as const satisfies ValueType;
export const CHOICES = {
  type: "choices",
  choices: ["a", "b", "c"],
} as const satisfies ValueType;
export const FLAG = { type: "flag" } as const satisfies ValueType;
export const TEXT = { type: "string" } as const satisfies ValueType;
export const DIGITS = {
  type: "string",
  pattern: /^\d+$/,
  patternMeaning: "some digits",
} as const satisfies ValueType;
export const LIST = {
  type: "integers",
  min: 0,
  max: 9,
  maxCount: 4,
} as const satisfies ValueType;
export const SIZE = {
  type: "size",
  min: 16,
  max: 1024,
  multipleOf: 16,
} as const satisfies ValueType;
export const EDITS = {
  type: "edits",
  directions: 10,
  min: -5,
  max: 5,
} as const satisfies ValueType;

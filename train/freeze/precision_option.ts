import type { Option } from "../../core/command_line/command.ts";
import { PRECISIONS } from "../../core/generator/generator_card.ts";
import { DEFAULT_PRECISION } from "./write_generator.ts";

/** How the weights are stored: an option of every command that freezes. */
export const PRECISION_OPTION = {
  type: "choice",
  choices: PRECISIONS,
  default: DEFAULT_PRECISION,
  group: "Output",
  placeholder: "FORMAT",
  help: "How the weights are stored; computed with in float32 in any case",
} as const satisfies Option;

/**
 * What the service and its workers say to each other.
 *
 * A worker says first that it listens: a message that comes before would be
 * lost on Deno 2.5. It is then told to load generators and to render, one thing
 * at a time. Whatever goes wrong in it is the end of it: WebAssembly that has
 * trapped once cannot be trusted any more.
 *
 * @module
 */

import type { GeneratorFiles } from "../../core/generator/generator_folder.ts";
import type { PictureJob } from "../picture/job.ts";
import type { Rendering } from "../picture/render.ts";
import type { LoadTimes } from "./loading.ts";

/** To a worker. */
export type Order =
  | {
    readonly kind: "load";
    readonly digest: string;
    readonly files: GeneratorFiles;
  }
  | { readonly kind: "render"; readonly jobs: readonly PictureJob[] };

/** From a worker. */
export type Report =
  | { readonly kind: "listening" }
  | { readonly kind: "loaded"; readonly times: LoadTimes }
  | { readonly kind: "rendered"; readonly renderings: readonly Rendering[] }
  | {
    readonly kind: "failed";
    readonly message: string;
    /** Of a mistake of the user: exit code of the process. */
    readonly exitCode?: 1 | 2;
  };

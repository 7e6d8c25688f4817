/**
 * From the options of `deno task generate` to the files it writes.
 *
 * @module
 */

import { basename } from "node:path";
import { labels } from "../../core/noise/label.ts";
import { latents } from "../../core/noise/latent.ts";
import { LATENT_RULE, parseLatent } from "../../core/noise/latent_json.ts";
import { systemReason } from "../../core/system_reason.ts";
import { UserError } from "../../core/user_error.ts";
import { Problem } from "../http/problem.ts";
import { type Format, SINGLE } from "../picture/job.ts";
import { ofLatent, type UnnamedPlan } from "../routes/picture_job.ts";
import { WALK } from "../routes/walk.ts";
import { type AskedPicture, readAskedPictures } from "./asked_pictures.ts";
import type { GenerateOptions, Given } from "./command.ts";
import { type Out, readOut } from "./out.ts";

/** A file to write. */
export interface AskedFile {
  /** Path of it. */
  readonly path: string;
  /** What is in it. */
  readonly plan: UnnamedPlan;
  /** Its format. */
  readonly format: Format;
}

/** The files that are asked for. */
export interface AskedFiles {
  /** The file or the folder they are in, for messages. */
  readonly out: string;
  /** One or more files. */
  readonly files: readonly AskedFile[];
}

/** Pictures that one call may paint. */
const MAX_PICTURES = 100_000;

/** Pictures without --seeds and --grid. */
const FIRST_PICTURES = 25;

const STILL = ["png", "webp", "jpg"] as const;

/** Pairs of options that ask for different things. */
const EXCLUSIVE = [
  ["walk", "seeds"],
  ["walk", "latent"],
  ["walk", "grid"],
  ["latent", "seeds"],
  ["latent", "grid"],
] as const;

/** Options that say something about others. */
const DEPENDENT = [
  ["gap", "grid"],
  ["frames", "walk"],
  ["loop", "walk"],
  ["endlabel", "walk"],
  ["around", "variety"],
] as const;

function checkTogether(given: Given): void {
  for (const [one, other] of EXCLUSIVE) {
    if (!given.has(one) || !given.has(other)) continue;
    throw new UserError(`--${one} and --${other} exclude each other`, 2);
  }
  for (const [one, other] of DEPENDENT) {
    if (!given.has(one) || given.has(other)) continue;
    throw new UserError(`--${one} goes with --${other} only`, 2);
  }
}

async function readLatentFile(
  file: string,
): Promise<Float32Array<ArrayBuffer>> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (error) {
    throw new UserError(
      error instanceof Deno.errors.NotFound
        ? `--latent is ${file}: there is no such file`
        : `--latent is ${file}: it cannot be read: ${systemReason(error)}`,
    );
  }
  const latent = parseLatent(text);
  if (latent === undefined) {
    throw new UserError(`${file}: it must be ${LATENT_RULE}`);
  }
  return latent;
}

/** The two seeds of a walk, as they stand in an address. */
function walkParameters(walk: string): { from: string; to: string } {
  const [from = "", to = "", ...others] = walk.split("-");
  if (from === "" || to === "" || others.length > 0) {
    throw new UserError(
      `--walk is ${walk}: it must be two seeds with a hyphen between them, like 7-Ada; a hyphen inside a seed is written %2D`,
      2,
    );
  }
  return { from, to };
}

function walkFile(
  walk: string,
  options: GenerateOptions,
  given: Given,
): AskedFiles {
  const { path, format } = readOut(options.out, options.format, {
    formats: ["gif", ...STILL],
    byDefault: "artifacts/walk",
    needs: { what: "--walk", a: "file" },
  });
  const loop = given.has("loop") ? options.loop : undefined;
  const parameters = walkParameters(walk);
  try {
    const plan = WALK.plan(parameters, { ...options, loop }, format);
    return { out: path, files: [{ path, plan, format }] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const rule = error.detail.replace(/^T/, "t").replace(/\.$/, "");
    throw new UserError(`--walk is ${walk}: ${rule}`, 2);
  }
}

function gridFile(
  wanted: readonly AskedPicture[],
  columns: number,
  options: GenerateOptions,
): AskedFiles {
  const { path, format } = readOut(options.out, options.format, {
    formats: STILL,
    byDefault: "artifacts/grid",
    needs: { what: "--grid", a: "file" },
  });
  const seeds = wanted.map(({ seed }) => seed);
  const plan: UnnamedPlan = {
    options,
    pictures: wanted.length,
    arrangement: { kind: "grid", columns, gap: options.gap },
    latents: () => latents(seeds),
    labels: (classes) => labels(seeds, classes, options.label),
  };
  return { out: path, files: [{ path, plan, format }] };
}

/** A single picture, in a file of its own. */
function singleFile(
  { path, isFolder, format }: Out,
  name: string,
  options: GenerateOptions,
  of: Pick<UnnamedPlan, "latents" | "labels">,
): AskedFile {
  return {
    path: isFolder ? `${path}/${name}.${format}` : path,
    plan: { options, pictures: 1, arrangement: SINGLE, ...of },
    format,
  };
}

async function latentFile(
  file: string,
  options: GenerateOptions,
): Promise<AskedFiles> {
  const out = readOut(options.out, options.format, {
    formats: STILL,
    byDefault: "artifacts/pictures",
  });
  const latent = await readLatentFile(file);
  const name = basename(file).replace(/\.json$/i, "");
  return {
    out: out.path,
    files: [
      singleFile(out, name, options, ofLatent(latent, options.label)),
    ],
  };
}

function seedFiles(
  wanted: readonly AskedPicture[],
  options: GenerateOptions,
): AskedFiles {
  // What is asked for twice is one file.
  const named = new Map(wanted.map(({ name, seed }) => [name, seed]));
  const length = named.size;
  const out = readOut(options.out, options.format, {
    formats: STILL,
    byDefault: "artifacts/pictures",
    ...length > 1 &&
      { needs: { what: `${length} pictures without --grid`, a: "folder" } },
  });
  return {
    out: out.path,
    files: Array.from(named, ([name, seed]) =>
      singleFile(out, name, options, {
        latents: () => latents([seed]),
        labels: (classes) => labels([seed], classes, options.label),
      })),
  };
}

/**
 * The files that the options ask for, before the generator is known.
 *
 * @param options Values of the options.
 * @param given Which of them are given.
 * @throws {UserError} If they do not go together, or the file of a latent cannot
 *   be used.
 */
export async function readAskedFiles(
  options: GenerateOptions,
  given: Given,
): Promise<AskedFiles> {
  checkTogether(given);
  const { walk, latent, grid, seeds } = options;
  if (walk !== undefined) return walkFile(walk, options, given);
  if (latent !== undefined) return await latentFile(latent, options);
  const read = (count: number) =>
    readAskedPictures(seeds ?? `0-${count - 1}`, MAX_PICTURES);
  if (grid === undefined) return seedFiles(read(FIRST_PICTURES), options);
  const { height, width } = grid;
  const wanted = read(height * width);
  if (wanted.length !== height * width) {
    throw new UserError(
      `--grid is ${height}x${width}: it has ${
        height * width
      } places, but --seeds has ${wanted.length} pictures`,
      2,
    );
  }
  return gridFile(wanted, width, options);
}

import type { GeneratorCard } from "../core/generator/generator_card.ts";
import { sha256 } from "../core/sha256.ts";
import {
  CARD_FILE,
  readGeneratorCard,
} from "../core/generator/generator_folder.ts";

/** A generator that can be asked for pictures. */
export interface Model {
  /**
   * Names its pictures in addresses: 16 hexadecimal digits that depend on its
   * model and on how it is painted.
   */
  readonly digest: string;
  /**
   * What named them when onnxruntime painted: the first 16 digits of the model's
   * SHA-256. Addresses with it lead to those with the digest.
   */
  readonly formerDigest?: string;
  /** What it is, where it comes from and whom to credit. */
  readonly card: GeneratorCard;
}

/** A generator and where it lies. */
export interface FoundModel extends Model {
  /** URL of its folder, with a slash at its end. */
  readonly folder: URL;
}

const DIGEST_LENGTH = 16;

/**
 * Names the arithmetic that turns a model's latents into pictures. Whoever
 * changes a byte of a picture changes this, so that no cache takes an old picture
 * for the new one.
 */
const PAINTER = "engine 1";

/**
 * The names of a generator in addresses.
 *
 * @param card Its card.
 */
export async function digestsOf(
  { model }: GeneratorCard,
): Promise<{ digest: string; formerDigest: string }> {
  const painted = new TextEncoder().encode(`${model.sha256} ${PAINTER}`);
  return {
    digest: (await sha256(painted)).slice(0, DIGEST_LENGTH),
    formerDigest: model.sha256.slice(0, DIGEST_LENGTH),
  };
}

async function isThere(url: URL): Promise<boolean> {
  try {
    await Deno.stat(url);
    return true;
  } catch (error) {
    // What may not be read is there: reading it says so.
    return !(error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory);
  }
}

/** The folders in a folder, by name. */
async function foldersIn(folder: URL): Promise<URL[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (!entry.isFile) names.push(entry.name);
    }
  } catch {
    // Then there is nothing in it.
  }
  return names.sort().map((name) =>
    new URL(`${encodeURIComponent(name)}/`, folder)
  );
}

/**
 * Finds the frozen generators in a folder: its own, and those of the folders in
 * it. Of two with the same model, the first counts.
 *
 * @param folder URL of the folder, with a slash at its end.
 * @returns At least one generator: first that of the folder itself, if it has
 *   one, then the others by the names of their folders.
 * @throws {UserError} If there is none, or if a card is wrong.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { folderUrl } from "edge-dcgan/core/folder_url.ts";
 * import { findModels } from "edge-dcgan/serve/models.ts";
 *
 * const models = await findModels(folderUrl("tests/fixtures"));
 * assertEquals(models.map(({ card }) => card.name), ["fixture", "vivid"]);
 * ```
 */
export async function findModels(folder: URL): Promise<FoundModel[]> {
  const found: URL[] = [];
  for (const candidate of [folder, ...await foldersIn(folder)]) {
    if (await isThere(new URL(CARD_FILE, candidate))) found.push(candidate);
  }
  const models = new Map<string, FoundModel>();
  // Where nothing was found, reading its card says so.
  for (const folderOfOne of found.length === 0 ? [folder] : found) {
    const card = await readGeneratorCard(folderOfOne);
    const digests = await digestsOf(card);
    if (!models.has(digests.digest)) {
      models.set(digests.digest, { ...digests, card, folder: folderOfOne });
    }
  }
  return [...models.values()];
}

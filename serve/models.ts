import type { GeneratorCard } from "../core/generator/generator_card.ts";
import {
  CARD_FILE,
  readGeneratorCard,
} from "../core/generator/generator_folder.ts";

/** A generator that can be asked for pictures. */
export interface Model {
  /**
   * Names it in addresses: the first 16 of the hexadecimal digits of its
   * model's SHA-256.
   */
  readonly digest: string;
  /** What it is, where it comes from and whom to credit. */
  readonly card: GeneratorCard;
}

/** A generator and where it lies. */
export interface FoundModel extends Model {
  /** URL of its folder, with a slash at its end. */
  readonly folder: URL;
}

const DIGEST_LENGTH = 16;

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
    const digest = card.model.sha256.slice(0, DIGEST_LENGTH);
    if (!models.has(digest)) {
      models.set(digest, { digest, card, folder: folderOfOne });
    }
  }
  return [...models.values()];
}

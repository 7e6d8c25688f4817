import type { GeneratorCard } from "../core/generator/generator_card.ts";
import {
  CARD_FILE,
  type GeneratorFiles,
  readGenerator,
} from "../core/generator/generator_folder.ts";
import { UserError } from "../core/user_error.ts";

/** A generator that can be asked for pictures. */
export interface Model {
  /**
   * Names it in addresses: the first 16 of the hexadecimal digits of its
   * model's SHA-256.
   */
  readonly digest: string;
  /**
   * What it is, where it comes from and whom to credit. Where cards have the
   * same name, it is that of the folder.
   */
  readonly card: GeneratorCard;
}

/** A generator and where it lies. */
export interface FoundModel extends Model {
  /** URL of its folder, with a slash at its end. */
  readonly folder: URL;
  /** Its files, checked. */
  readonly files: GeneratorFiles;
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

/** KID at the moment the weights are from; the least is the best. */
function kidOf({ card }: FoundModel): number {
  return card.training.scores?.["kid"] ?? Infinity;
}

/** A folder's own name. */
function folderName(folder: URL): string {
  return decodeURIComponent(folder.pathname.split("/").at(-2) ?? "");
}

/** Runs on the same pictures have cards with the same name. */
function nameApart(models: readonly FoundModel[]): FoundModel[] {
  const names = new Set(models.map(({ card }) => card.name));
  if (names.size === models.length) return [...models];
  return models.map((model) => ({
    ...model,
    card: { ...model.card, name: folderName(model.folder) },
  }));
}

/**
 * Finds the frozen generators in a folder: its own, and those of the folders in
 * it, and reads and checks their files. Of two with the same model, the first
 * counts.
 *
 * @param folder URL of the folder, with a slash at its end.
 * @param report Receives what is wrong with generators that cannot be used, if
 *   there are others.
 * @returns At least one generator: first that of the folder itself, if it has
 *   one, then the others by their KID, the best first, and those without one by
 *   the names of their folders.
 * @throws {UserError} If there is none that can be used.
 */
export async function findModels(
  folder: URL,
  report: (error: UserError) => void,
): Promise<FoundModel[]> {
  const found: URL[] = [];
  for (const candidate of [folder, ...await foldersIn(folder)]) {
    if (await isThere(new URL(CARD_FILE, candidate))) found.push(candidate);
  }
  const models = new Map<string, FoundModel>();
  const broken: UserError[] = [];
  // Where nothing was found, reading its card says so.
  for (const folderOfOne of found.length === 0 ? [folder] : found) {
    try {
      const files = await readGenerator(folderOfOne);
      const { card } = files;
      const digest = card.model.sha256.slice(0, DIGEST_LENGTH);
      if (models.has(digest)) continue;
      models.set(digest, { digest, card, folder: folderOfOne, files });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      broken.push(error);
    }
  }
  const [first] = broken;
  if (models.size === 0 && first !== undefined) throw first;
  broken.forEach(report);
  const isOwn = (model: FoundModel) => model.folder.href === folder.href;
  const [own, others] = [
    [...models.values()].filter(isOwn),
    [...models.values()].filter((model) => !isOwn(model)),
  ];
  return nameApart([...own, ...others.sort((a, b) => kidOf(a) - kidOf(b))]);
}

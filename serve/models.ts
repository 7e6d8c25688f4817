import { type Files, isMissing } from "../core/files.ts";
import { checkGenerator } from "../core/generator/check_generator.ts";
import type { GeneratorCard } from "../core/generator/generator_card.ts";
import { sha256 } from "../core/sha256.ts";
import {
  CARD_FILE,
  type GeneratorFiles,
  readGenerator,
} from "../core/generator/generator_folder.ts";
import { UserError } from "../core/user_error.ts";

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
  /**
   * What it is, where it comes from and whom to credit. Where cards have the
   * same name, it is that of the folder.
   */
  readonly card: GeneratorCard;
  /**
   * Reads its model from the start; left out where the weights are not to be
   * given away.
   */
  readonly weights?: () => Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
}

/** A generator and its files. */
export interface FoundModel extends Model {
  /** Reads its model from the start. */
  readonly weights: NonNullable<Model["weights"]>;
  /**
   * Gives its files, checked.
   *
   * @throws {UserError} If they are no longer there, or others.
   */
  read(): Promise<GeneratorFiles>;
}

/** A generator, its files, and where they lie. */
interface ModelInFolder extends FoundModel {
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

async function isThere(files: Files, url: URL): Promise<boolean> {
  try {
    await files.stat(url);
    return true;
  } catch (error) {
    // What may not be read is there: reading it says so.
    return !isMissing(error);
  }
}

/** The folders in a folder, by name. */
async function foldersIn(files: Files, folder: URL): Promise<URL[]> {
  const names: string[] = [];
  try {
    for await (const entry of files.readDir(folder)) {
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
function nameApart(models: readonly ModelInFolder[]): FoundModel[] {
  const names = new Set(models.map(({ card }) => card.name));
  const unique = names.size === models.length;
  return models.map(({ folder, card, ...model }) => ({
    ...model,
    card: unique ? card : { ...card, name: folderName(folder) },
  }));
}

/**
 * Finds the frozen generators in a folder: its own, and those of the folders in
 * it, and reads and checks their files. Of two with the same model, the first
 * counts.
 *
 * @param files Reads them.
 * @param folder URL of the folder, with a slash at its end.
 * @param report Receives what is wrong with generators that cannot be used, if
 *   there are others.
 * @returns At least one generator: first that of the folder itself, if it has
 *   one, then the others by their KID, the best first, and those without one by
 *   the names of their folders.
 * @throws {UserError} If there is none that can be used.
 */
export async function findModels(
  files: Files,
  folder: URL,
  report: (error: UserError) => void,
): Promise<FoundModel[]> {
  const found: URL[] = [];
  for (const candidate of [folder, ...await foldersIn(files, folder)]) {
    if (await isThere(files, new URL(CARD_FILE, candidate))) {
      found.push(candidate);
    }
  }
  const models = new Map<string, ModelInFolder>();
  const broken: UserError[] = [];
  // Where nothing was found, reading its card says so.
  for (const folderOfOne of found.length === 0 ? [folder] : found) {
    try {
      const checked = await readGenerator(files, folderOfOne);
      checkGenerator(checked);
      const { card, model } = checked;
      // Files are read again when they are needed; the garbage collector would
      // keep these for long.
      model.buffer.transfer(0);
      const digests = await digestsOf(card);
      if (models.has(digests.digest)) continue;
      models.set(digests.digest, {
        ...digests,
        card,
        weights: async () =>
          (await files.open(new URL(card.model.file, folderOfOne))).readable,
        folder: folderOfOne,
        read: () => readGenerator(files, folderOfOne, card),
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      broken.push(error);
    }
  }
  const [first] = broken;
  if (models.size === 0 && first !== undefined) throw first;
  broken.forEach(report);
  const isOwn = (model: ModelInFolder) => model.folder.href === folder.href;
  const [own, others] = [
    [...models.values()].filter(isOwn),
    [...models.values()].filter((model) => !isOwn(model)),
  ];
  return nameApart([...own, ...others.sort((a, b) => kidOf(a) - kidOf(b))]);
}

import { exists } from "../../core/exists.ts";
import { folderUrl } from "../../core/folder_url.ts";
import {
  CARD_FILE,
  readGeneratorCard,
} from "../../core/generator/generator_folder.ts";
import { UserError } from "../../core/user_error.ts";

/**
 * What the frozen generator in a folder is called, before another one takes its
 * place.
 *
 * @param folder Path of the folder.
 * @returns Its name; `undefined` if there is none.
 */
export async function heldGenerator(
  folder: string,
): Promise<string | undefined> {
  if (!await exists(`${folder}/${CARD_FILE}`)) return undefined;
  try {
    return (await readGeneratorCard(Deno, folderUrl(folder))).name;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return "one with a damaged card";
  }
}

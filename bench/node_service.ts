import { fileURLToPath } from "node:url";
import { folderUrl } from "../core/folder_url.ts";
import type { GeneratorCard } from "../core/generator/generator_card.ts";
import { UserError } from "../core/user_error.ts";
import { ROOT } from "./cold_variants.ts";

/** A service for Node.js that is ready to paint. */
export interface NodeService {
  /** Its address. */
  readonly url: string;
  /** Its process. */
  readonly pid: number;
  /** Ends it. */
  stop(): Promise<void>;
}

/**
 * Starts `peers/image_service_node.mjs`.
 *
 * @param node Node.js.
 * @param model Folder of the generator.
 * @param card Its card.
 * @throws {UserError} If it does not start.
 */
export async function startNodeService(
  node: string,
  model: string,
  { architecture, model: { file } }: GeneratorCard,
): Promise<NodeService> {
  const { height, width } = architecture;
  const process = new Deno.Command(node, {
    args: [
      "bench/peers/image_service_node.mjs",
      fileURLToPath(new URL(file, folderUrl(model))),
      `${height}`,
      `${width}`,
    ],
    cwd: ROOT,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream())
    .getReader();
  const { value } = await reader.read();
  if (value === undefined) throw new UserError(`${node} did not start`);
  return {
    url: `http://127.0.0.1:${Number(value)}`,
    pid: process.pid,
    stop: async () => {
      process.kill("SIGTERM");
      await reader.cancel();
      await process.status;
    },
  };
}

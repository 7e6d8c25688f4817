/** The package as somebody else's project imports it: from a clone of it. */

import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { sha256 } from "../core/sha256.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const GENERATOR = `${ROOT}tests/fixtures/vivid_generator`;

/** SHA-256 of the PNG of seed 7 of that generator. */
const GOLDEN =
  "fb1cd31695db0bb2983f09c8bae6ae5d55d9d735c37708781bc07f10cc166e0b";

/** Runs a program in a folder of its own that links the clone. */
async function runOutside(
  program: string,
  flags: readonly string[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await Deno.makeTempDir();
  try {
    const settings = {
      imports: { [config.name]: `jsr:${config.name}@^${config.version}` },
      links: [ROOT],
    };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(settings));
    await Deno.writeTextFile(`${folder}/main.ts`, program);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        ...flags,
        "--allow-read",
        "--allow-write=7.png",
        "main.ts",
      ],
      cwd: folder,
    }).output();
    // Deno warns of what it leaves out of a linked package's settings.
    assert(success, new TextDecoder().decode(stderr));
    return await Deno.readFile(`${folder}/7.png`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a program elsewhere checks its types and paints a picture", async () => {
  const png = await runOutside(
    `
    import {
      encodePng,
      folderUrl,
      loadGenerator,
      paintSeed,
    } from "${config.name}";

    const generator = await loadGenerator(folderUrl(${
      JSON.stringify(GENERATOR)
    }));
    await Deno.writeFile("7.png", encodePng(paintSeed(generator, 7)));
  `,
    ["--check"],
  );
  assertEquals(await sha256(png), GOLDEN);
});

Deno.test("a program elsewhere answers with pictures", async () => {
  const png = await runOutside(`
    import { createHandler, folderUrl, openService } from "${config.name}/serve";

    const service = await openService({
      folder: folderUrl(${JSON.stringify(GENERATOR)}),
      workers: 1,
      report: console.error,
    });
    await service.studio.opened;
    const handler = createHandler({ ...service, log: () => {} });
    const [{ digest }] = service.models;
    const url = \`http://localhost/\${digest}/image/7.png\`;
    const picture = await handler(new Request(url));
    await Deno.writeFile("7.png", await picture.bytes());
    await service.studio.close(1000);
  `);
  assertEquals(await sha256(png), GOLDEN);
});

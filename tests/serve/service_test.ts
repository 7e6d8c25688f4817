import { assertEquals } from "@std/assert";
import { sha256 } from "../../core/sha256.ts";
import type { ServiceOptions } from "../../serve/open_folder.ts";
import { openService } from "../../serve/runtimes/deno.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";

/** The generators of a service, with all their files opened. */
async function modelsOf(options: Partial<ServiceOptions> = {}) {
  const service = await openService({
    folder: VIVID_GENERATOR,
    workers: 0,
    report: (error) => {
      throw error;
    },
    ...options,
  });
  await service.studio.opened;
  await service.studio.close(1000);
  return service.models;
}

Deno.test("openService() keeps no model in memory that its runners have opened", async () => {
  const models = await modelsOf();
  assertEquals(
    models.map((model) => Object.keys(model).sort()),
    [["card", "digest", "formerDigest", "weights"]],
  );
});

Deno.test("openService() gives weights away unless they are to be kept", async () => {
  const [{ card, weights }] = await modelsOf();
  const bytes = await new Response(await weights?.()).bytes();
  assertEquals(await sha256(bytes), card.model.sha256);
  const [kept] = await modelsOf({ shareWeights: false });
  assertEquals(kept.weights, undefined);
});

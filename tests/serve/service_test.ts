import { assertEquals } from "@std/assert";
import { openService } from "../../serve/service.ts";
import { VIVID_GENERATOR } from "../fixtures/vivid_generator.ts";

Deno.test("openService() keeps no model in memory that its runners have opened", async () => {
  const service = await openService({
    folder: VIVID_GENERATOR,
    workers: 0,
    report: (error) => {
      throw error;
    },
  });
  await service.studio.opened;
  assertEquals(
    service.models.map((model) => Object.keys(model).sort()),
    [["card", "digest", "formerDigest"]],
  );
  await service.studio.close(1000);
});

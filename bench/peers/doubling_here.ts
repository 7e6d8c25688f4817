/**
 * Prints onnxruntime's profiles of a generator's transposed convolutions, each
 * followed by that of its sub-pixel form. The argument is the device, the sizes
 * and `runs`, as JSON.
 *
 * @module
 */

import { normals } from "../../core/noise/random.ts";
import { openEngine } from "../../train/engine/open_engine.ts";
import { sizeOf } from "../../train/graph/value.ts";
import { generatorLayers } from "../generator_layers.ts";
import { printProfiles } from "../print_profiles.ts";
import { doublingPrograms } from "../sub_pixel.ts";

const { device, d, batch, size, runs } = JSON.parse(Deno.args[0] ?? "{}");
await printProfiles(device, async () => {
  const engine = await openEngine(device, []);
  for (const { x, outputs } of generatorLayers(d, batch, size)) {
    for (const program of Object.values(doublingPrograms(x, outputs))) {
      const tensors = Object.entries(program.state).map(([name, shape]) => {
        const data = Float32Array.from(
          normals(0, "dryRun", 0, sizeOf(shape)),
        );
        return [name, { shape, data }] as const;
      });
      await engine.setState(new Map(tensors));
      for (let run = 0; run <= runs; run++) {
        const { y } = await engine.submit(program, {});
        y?.dispose();
      }
    }
  }
});
Deno.exit();

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { autoencoder, trainAutoencoder } from "../../examples/autoencoder.ts";
import { compile, feed, openEngine, state } from "../../mod.ts";
import { pictureBatch } from "../../train/data/batches.ts";
import { openDataset } from "../../train/data/open_dataset.ts";
import { runModel } from "../train/exchange/onnx_session.ts";
import { withFolder } from "../folder.ts";

Deno.test("trainAutoencoder() learns, and its model gives the same numbers in stock onnxruntime", () =>
  withFolder(async (folder) => {
    const dataset = await openDataset({
      ...{ data: "demo:toon-head", demoSize: 16, minimum: 16 },
      ...{ height: 32, width: 32, fit: "crop", background: [0, 0, 0] },
      cache: `${folder}/cache`,
    });
    const options = { device: "cpu", batch: 8, steps: 40, seed: 0 } as const;
    const { losses, trained, model } = await trainAutoencoder(dataset, options);
    assertEquals(losses.length, 40);
    assert(losses.at(-1)! < losses[0]! / 2, `${losses}`);

    const images = feed("images", [2, 3, 32, 32]);
    const { decoded } = autoencoder(images, state);
    const program = compile({ name: "decode", fetches: { decoded } });
    const two = pictureBatch(dataset, [0, 1]);
    const engine = await openEngine("cpu", [program]);
    await engine.setState(trained);
    const { decoded: known } = await engine.run(program, { images: two });
    await engine.release();
    const shape = [2, 3, 32, 32];
    const found = await runModel(model, { images: { shape, data: two } });
    assertEquals(known?.length, 2 * 3 * 32 * 32);
    known?.forEach((value, at) => assertAlmostEquals(found[at]!, value, 1e-4));
  }));

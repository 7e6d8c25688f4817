import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { randomTensors } from "../../../bench/frozen_tensors.ts";
import { LATENT_SIZE } from "../../../core/noise/latent.ts";
import { encodePng } from "../../../core/picture/png.ts";
import { readLatent } from "../../../serve/http/latent_body.ts";
import { project } from "../../../train/commands/project.ts";
import { writeGenerator } from "../../../train/freeze/write_generator.ts";
import { captured, refused } from "../captured.ts";
import { TrainProcess } from "../child.ts";
import { fileNames, withFolder } from "../../folder.ts";

const ARCHITECTURE = { d: 1, height: 16, width: 16 };
const QUICK = ["--steps", "10", "--starts", "2", "--device", "cpu"];

/** A folder with a frozen generator and a picture of a colour. */
function withGenerator(
  test: (folder: string, options: string[]) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const model = `${folder}/model`;
    await writeGenerator(model, randomTensors(ARCHITECTURE), ARCHITECTURE, {
      name: "random",
      trainingData: { source: "nothing" },
      training: { device: "none", weights: "last", options: { fit: "crop" } },
    });
    const rgb = new Uint8Array(3 * 20 * 30).fill(200);
    const png = encodePng({ height: 20, width: 30, rgb });
    await Deno.writeFile(`${folder}/grey.png`, png);
    const out = ["--model", model, "--out", `${folder}/out`];
    await test(folder, [...out, ...QUICK]);
  });
}

const refusal = (...args: string[]) => refused(() => project(args));

Deno.test("project() writes a latent that the service takes, and both pictures", () =>
  withGenerator(async (folder, options) => {
    const picture = `${folder}/grey.png`;
    const { result, printed } = await captured(() =>
      project([picture, ...options])
    );
    assertEquals(result, 0);
    assertStringIncludes(printed, "(20x30, cropped and resized to 16x16): off");
    assertMatch(
      printed,
      /off by \d+\.\d of 255 levels in pixels, \d+\.\d\d in /,
    );
    const files = ["grey-latent.json", "grey-projected.png"];
    assertEquals(fileNames(`${folder}/out`), files);
    const body = await Deno.readTextFile(`${folder}/out/grey-latent.json`);
    const headers = { "Content-Type": "application/json" };
    const request = new Request("http://localhost", {
      method: "POST",
      body,
      headers,
    });
    const latent = await readLatent(request);
    assertEquals(latent.length, LATENT_SIZE);
    assert(new Set(latent).size > 90);
    const png = await Deno.readFile(`${folder}/out/grey-projected.png`);
    const header = new DataView(png.buffer);
    assertEquals([header.getUint32(16), header.getUint32(20)], [38, 20]);
  }));

Deno.test("project() refuses what it cannot project, in one line, before it writes", () =>
  withGenerator(async (folder, options) => {
    const picture = `${folder}/grey.png`;
    const text = `${folder}/text.png`;
    await Deno.writeTextFile(text, "no picture");
    assertEquals(await refusal(picture, text, ...options), [
      `${text} is not a PNG, JPEG, WebP, GIF or BMP`,
      1,
    ]);
    for (
      const [path, reason] of [
        [`${folder}/missing.png`, "No such file or directory"],
        [`${folder}/model`, "Is a directory"],
      ] as const
    ) {
      assertEquals(await refusal(path, ...options), [
        `${path} cannot be read: ${reason}`,
        1,
      ]);
    }
    assertStringIncludes(
      (await refusal(picture, "--model", folder))[0],
      "generator.json does not exist: a frozen generator is a folder with",
    );
    const [same, code] = await refusal(picture, text, picture, ...options);
    assertStringIncludes(same, "would both become ");
    assertEquals(code, 2);
    assertEquals((await refusal())[1], 2);
    const file = ["--out", `${picture}/out`];
    assertStringIncludes(
      (await refusal(picture, "--model", `${folder}/model`, ...file))[0],
      `cannot write ${picture}/out: `,
    );
    assertEquals(fileNames(folder), ["grey.png", "model", "text.png"]);
  }));

Deno.test("project() needs the class of the pictures just where the generator has classes", () =>
  withGenerator(async (folder, options) => {
    const classes = [{ name: "cat" }, { name: "owl" }];
    const architecture = { ...ARCHITECTURE, classes };
    await writeGenerator(folder, randomTensors(architecture), architecture, {
      name: "pets",
      trainingData: { source: "pets" },
      training: { device: "none", weights: "last", options: {} },
    });
    const asked = async (...args: string[]) =>
      (await refusal("a.png", ...args))[0];
    assertEquals(
      await asked("--model", folder),
      "--label is missing: the generator pets has classes, and it must be cat or owl",
    );
    assertEquals(
      await asked("--model", folder, "--label", "cow"),
      '--label is "cow": it must be cat or owl',
    );
    assertEquals(
      await asked(...options, "--label", "cow"),
      '--label is "cow": the generator random has no classes, so it must be left out',
    );
  }));

Deno.test("deno task project ends at an interrupt with what is done, and nothing half-written", () =>
  withGenerator(async (folder, options) => {
    const picture = `${folder}/grey.png`;
    const other = `${folder}/other.png`;
    await Deno.copyFile(picture, other);
    const program = "train/commands/project.ts";
    const forever = ["--steps", "100000", "--device", "wasm", "--threads", "1"];
    const kept = options.slice(0, 4);
    using process = new TrainProcess([picture, other, ...kept, ...forever], {
      program,
    });
    await process.printed("projecting 2 pictures");
    process.kill("SIGINT");
    const { code, stdout, stderr } = await process.end();
    assertEquals([code, stderr], [130, ""]);
    assertStringIncludes(stdout, "stopped: 0 of 2 pictures are done");
    assertEquals(fileNames(`${folder}/out`), []);
  }));

Deno.test("deno task project goes on when nobody reads what it prints any more", () =>
  withGenerator(async (folder, options) => {
    const [picture, program] = [
      `${folder}/grey.png`,
      "train/commands/project.ts",
    ];
    using process = new TrainProcess([picture, ...options], { program });
    await process.deafen();
    const { code, stderr } = await process.end();
    assertEquals([code, stderr], [0, ""]);
    assertEquals(fileNames(`${folder}/out`), [
      "grey-latent.json",
      "grey-projected.png",
    ]);
  }));

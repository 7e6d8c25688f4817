import { ModelError } from "../../core/generator/engine/model/graph.ts";
import type { Weight } from "../../core/generator/engine/model/constants.ts";
import {
  type Layer,
  readNetwork,
} from "../../core/generator/engine/model/network.ts";
import type { GeneratorCard } from "../../core/generator/generator_card.ts";
import { readGenerator } from "../../core/generator/generator_folder.ts";
import { latents } from "../../core/noise/latent.ts";
import { UserError } from "../../core/user_error.ts";
import { openEngine } from "../engine/open_engine.ts";
import { tensorOfShape } from "../model/tensor_of_shape.ts";
import {
  foldedTensors,
  measuringProgram,
  unfoldGenerator,
} from "../model/unfold.ts";
import type { Tensor, Tensors } from "../tensors/tensor.ts";
import { ELEMENT_TYPES } from "./element_type.ts";

/** Latents that a generator's layers are measured with. */
const LATENTS = 128;

/** The elements of a weight as float32. */
function widen(
  { storage, bytes, scales, shape }: Weight,
  axis: 0 | 1,
): Tensor {
  if (storage === "int8") {
    const outputs = shape[axis] as number;
    const step = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    const integers = new Int8Array(
      bytes.buffer,
      bytes.byteOffset,
      bytes.length,
    );
    const data = Float32Array.from(
      integers,
      (value, at) => value * scales![Math.floor(at / step) % outputs]!,
    );
    return { shape, data };
  }
  const { read, bytes: size } = ELEMENT_TYPES[storage as "float32" | "float16"];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const data = new Float32Array(bytes.length / size);
  for (let at = 0; at < data.length; at++) data[at] = read(view, at * size);
  return { shape, data };
}

/** The layers in a model, under the names of the generator's tensors. */
function foldedLayers(model: Uint8Array<ArrayBuffer>): Tensors {
  const { linear, deconvs } = readNetwork(model);
  if (!linear.transposed) {
    throw new ModelError("its linear layer is not transposed");
  }
  const tensors: Tensors = new Map();
  const add = (name: string, { weight, bias }: Layer, axis: 0 | 1) => {
    tensors.set(`${name}.weight`, widen(weight, axis));
    tensors.set(`${name}.bias`, { shape: [bias.length], data: bias });
  };
  add("G.linear", linear, 0);
  deconvs.forEach((layer, index) => add(`G.deconv${index + 1}`, layer, 1));
  return tensors;
}

/**
 * Reads a frozen generator as one that can be trained. Its weights are those of
 * the file, so what the precision rounded away stays away.
 *
 * @param folder URL of its folder, with a slash at its end.
 * @returns Its card, and a state dict with `G.*` tensors.
 * @throws {UserError} If it is missing, damaged, or no DCGAN of this kind.
 */
export async function readFrozen(
  folder: URL,
): Promise<{ card: GeneratorCard; generator: Tensors }> {
  const { card, file, model } = await readGenerator(folder);
  const { architecture } = card;
  if (architecture.classes !== undefined) {
    throw new UserError(
      `${file} has classes: a run starts from the run or the .pth file of such a generator`,
    );
  }
  let layers: Tensors;
  try {
    layers = foldedLayers(model);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new UserError(
      `${file} is not a generator of this project: ${error.message}`,
    );
  }
  const folded: Tensors = new Map(
    foldedTensors(architecture).map(({ name, shape }) => [
      name,
      tensorOfShape(
        layers.get(name),
        shape,
        `${file}: its tensor ${name.slice("G.".length)}`,
        "its card asks for",
      ),
    ]),
  );
  const program = measuringProgram(architecture, LATENTS);
  // Always the same device, for the same numbers whatever is trained on.
  const engine = await openEngine("wasm", [program], 1);
  try {
    await engine.setState(folded);
    const statistics = await engine.run(program, {
      latent: latents([...Array(LATENTS).keys()]),
    });
    return {
      card,
      generator: unfoldGenerator(folded, statistics, architecture),
    };
  } finally {
    await engine.release();
  }
}

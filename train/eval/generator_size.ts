import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema, type ValueInfoProto } from "onnx-buf";
import type { Classes } from "../../core/classes.ts";
import { LATENT_SIZE } from "../../core/noise/latent.ts";
import { UserError } from "../../core/user_error.ts";

/** Dimensions of an input or output; undefined where one is open. */
function dimensions(value: ValueInfoProto | undefined): (number | undefined)[] {
  const type = value?.type?.value;
  if (type?.case !== "tensorType") return [];
  return (type.value.shape?.dim ?? []).map(({ value }) =>
    value.case === "dimValue" ? Number(value.value) : undefined
  );
}

/**
 * The size of the pictures that a generator's model paints, and its classes,
 * called by their numbers, if it is conditional.
 *
 * @param model ONNX: `latent` `[N, 100]`, and `label` `[N, classes]` of a
 * conditional one, → `images` `[N, 3, H, W]`.
 * @param file What messages call it.
 * @throws {UserError} If it is another kind of file or model.
 */
export function generatorSize(
  model: Uint8Array,
  file: string,
): { height: number; width: number; classes?: Classes } {
  let graph;
  try {
    ({ graph } = fromBinary(ModelProtoSchema, model));
  } catch (error) {
    throw new UserError(`${file} is no ONNX file: ${(error as Error).message}`);
  }
  const named = (values: ValueInfoProto[] | undefined, name: string) =>
    dimensions(values?.find((value) => value.name === name));
  const latent = named(graph?.input, "latent");
  const [batch, channels, height, width, ...more] = named(
    graph?.output,
    "images",
  );
  const isGenerator = latent.length === 2 && latent[0] === undefined &&
    latent[1] === LATENT_SIZE && batch === undefined && channels === 3 &&
    more.length === 0;
  if (!isGenerator || height === undefined || width === undefined) {
    throw new UserError(
      `${file} is no generator: it must turn an input latent [N, ${LATENT_SIZE}] into an output images [N, 3, H, W]`,
    );
  }
  if (height % 16 !== 0 || width % 16 !== 0) {
    throw new UserError(
      `${file} paints pictures of ${height}x${width}: both must be multiples of 16`,
    );
  }
  const [, count] = named(graph?.input, "label");
  const classes = Array.from({ length: count ?? 0 }, (_, index) => ({
    name: `${index}`,
  }));
  return { height, width, ...classes.length > 0 && { classes } };
}

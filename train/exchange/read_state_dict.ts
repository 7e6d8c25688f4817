import { splitSafetensors } from "../tensors/safetensors.ts";
import { systemReason } from "../../core/system_reason.ts";
import { UserError } from "../../core/user_error.ts";
import { ELEMENT_TYPES, type ElementType } from "./element_type.ts";
import { isPth, readPth } from "./pytorch/read_pth.ts";
import { shown } from "./shown.ts";
import {
  rowMajorStrides,
  type StateDict,
  storedTensor,
} from "./stored_tensor.ts";

/** Element types by their names in safetensors files. */
const SAFETENSORS_TYPES: Readonly<Record<string, ElementType>> = {
  F64: ELEMENT_TYPES.float64,
  F32: ELEMENT_TYPES.float32,
  F16: ELEMENT_TYPES.float16,
  BF16: ELEMENT_TYPES.bfloat16,
  I64: ELEMENT_TYPES.int64,
  I32: ELEMENT_TYPES.int32,
  I16: ELEMENT_TYPES.int16,
  I8: ELEMENT_TYPES.int8,
  U8: ELEMENT_TYPES.uint8,
  BOOL: ELEMENT_TYPES.bool,
};

function readSafetensors(bytes: Uint8Array<ArrayBuffer>): StateDict {
  const elementBytes = Object.fromEntries(
    Object.entries(SAFETENSORS_TYPES).map(([name, type]) => [name, type.bytes]),
  );
  const { tensors } = splitSafetensors(bytes, elementBytes);
  return new Map(
    Array.from(tensors, ([name, { dtype, shape, bytes }]) => {
      const type = SAFETENSORS_TYPES[dtype] as ElementType;
      const count = bytes.length / type.bytes;
      const storage = { type, count, bytes };
      return [name, storedTensor(storage, 0, shape, rowMajorStrides(shape))];
    }),
  );
}

/** Where the header of a safetensors file starts. */
const HEADER_START = 8;

/**
 * Reads a state dict from a file of `torch.save` or a safetensors file, told
 * apart by their first bytes. Nothing in it is executed.
 *
 * @param path Path of the file.
 * @returns The tensors by name.
 * @throws {UserError} If it cannot be read, is neither, is damaged, or holds
 * anything else than tensors.
 */
export async function readStateDict(path: string): Promise<StateDict> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    throw new UserError(
      error instanceof Deno.errors.NotFound
        ? `${path} does not exist`
        : `${path} cannot be read: ${systemReason(error)}`,
    );
  }
  try {
    // First, since the length of a header can be any bytes.
    if (bytes[HEADER_START] === "{".charCodeAt(0)) {
      return readSafetensors(bytes);
    }
    if (isPth(bytes)) return await readPth(bytes);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${path} cannot be used: ${shown(error.message, 300)}`);
  }
  throw new UserError(
    `${path} is neither a file of torch.save nor a safetensors file`,
  );
}

/** How the elements of a tensor lie in a file. */
export interface ElementType {
  /** PyTorch's name of it, for instance `float16`. */
  readonly name: string;
  /** Bytes of an element. */
  readonly bytes: number;
  /**
   * Reads the element at an offset in bytes, little-endian; left out where it
   * is no floating-point number.
   */
  readonly read?: (view: DataView, offset: number) => number;
}

const widened = new DataView(new ArrayBuffer(4));

/** The upper half of a float32. */
function readBfloat16(view: DataView, offset: number): number {
  widened.setUint16(0, view.getUint16(offset, true));
  return widened.getFloat32(0);
}

/**
 * The element types that files may have, by PyTorch's names.
 */
export const ELEMENT_TYPES = {
  float64: {
    name: "float64",
    bytes: 8,
    read: (view, offset) => view.getFloat64(offset, true),
  },
  float32: {
    name: "float32",
    bytes: 4,
    read: (view, offset) => view.getFloat32(offset, true),
  },
  float16: {
    name: "float16",
    bytes: 2,
    read: (view, offset) => view.getFloat16(offset, true),
  },
  bfloat16: { name: "bfloat16", bytes: 2, read: readBfloat16 },
  int64: { name: "int64", bytes: 8 },
  int32: { name: "int32", bytes: 4 },
  int16: { name: "int16", bytes: 2 },
  int8: { name: "int8", bytes: 1 },
  uint8: { name: "uint8", bytes: 1 },
  bool: { name: "bool", bytes: 1 },
} as const satisfies Record<string, ElementType>;

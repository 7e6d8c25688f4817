/**
 * Events as TensorBoard reads them: messages of `event.proto` and
 * `summary.proto` in the encoding of Protocol Buffers. Only what a run writes
 * is here, and it is little enough to be written field by field.
 *
 * @module
 */

import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** A number under a tag. */
export interface ScalarValue {
  /** Name of the chart; what comes before a `/` groups charts. */
  readonly tag: string;
  /** The number; TensorBoard keeps it as float32. */
  readonly scalar: number;
}

/** A picture under a tag. */
export interface ImageValue {
  /** Name of the picture. */
  readonly tag: string;
  /** An RGB picture as PNG. */
  readonly png: Uint8Array;
  /** Rows of the picture. */
  readonly height: number;
  /** Columns of the picture. */
  readonly width: number;
}

/** What an event tells. */
export type EventContent =
  /** The first event of every file. */
  | { readonly kind: "version" }
  /** Training (re)starts: what other files have from this step on is void. */
  | { readonly kind: "start" }
  | {
    readonly kind: "summary";
    readonly values: readonly (ScalarValue | ImageValue)[];
  };

/** An event. */
export interface TensorBoardEvent {
  /** Seconds since 1970. */
  readonly wallTime: number;
  /** Step of the training, from 0. */
  readonly step: number;
  /** What it tells. */
  readonly content: EventContent;
}

/** Version of the format: the one in which a start voids later steps. */
const VERSION = "brain.Event:2";
/** `SessionLog.SessionStatus.START`. */
const START = 1;
/** `Summary.Image.colorspace` of RGB. */
const RGB = 3;

function writeValue(
  writer: BinaryWriter,
  value: ScalarValue | ImageValue,
): void {
  writer.tag(1, WireType.LengthDelimited).string(value.tag);
  if ("scalar" in value) {
    writer.tag(2, WireType.Bit32).float(value.scalar);
    return;
  }
  writer.tag(4, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.Varint).int32(value.height);
  writer.tag(2, WireType.Varint).int32(value.width);
  writer.tag(3, WireType.Varint).int32(RGB);
  writer.tag(4, WireType.LengthDelimited).bytes(value.png);
  writer.join();
}

/**
 * Encodes an event as a message `tensorflow.Event`.
 *
 * @param event What to encode.
 */
export function encodeEvent(
  { wallTime, step, content }: TensorBoardEvent,
): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.Bit64).double(wallTime);
  // Fields of their default value are left out, as is usual in proto3.
  if (step !== 0) writer.tag(2, WireType.Varint).int64(step);
  if (content.kind === "version") {
    writer.tag(3, WireType.LengthDelimited).string(VERSION);
  } else if (content.kind === "start") {
    writer.tag(7, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.Varint).int32(START);
    writer.join();
  } else {
    writer.tag(5, WireType.LengthDelimited).fork();
    for (const value of content.values) {
      writer.tag(1, WireType.LengthDelimited).fork();
      writeValue(writer, value);
      writer.join();
    }
    writer.join();
  }
  return writer.finish();
}

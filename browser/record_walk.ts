import type { Generator } from "./generator.ts";
import { Player } from "./player.ts";
import type { Way } from "./way.ts";

/** Pixels that the longer edge of a video has at least. */
const EDGE = 512;

/** Kinds of video, the one that plays in most places first. */
const TYPES = [
  "video/mp4;codecs=avc1.42E01E",
  "video/webm;codecs=vp9",
  "video/webm",
];

/** Bits a second: enough for small, soft pictures. */
const BITS = 4_000_000;

/** The kind of video that this browser can record, if any. */
export function videoType(): string | undefined {
  if (typeof MediaRecorder === "undefined") return undefined;
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type));
}

/**
 * Records a walk there and back as a video; it takes as long as it plays.
 *
 * @param way The walk.
 * @param size Size of its pictures; the video is a multiple of it.
 * @param type A kind of video that {@linkcode videoType} found.
 */
export async function recordWalk(
  way: Way,
  { width, height }: Pick<Generator, "width" | "height">,
  type: string,
): Promise<Blob> {
  const scale = Math.max(1, Math.ceil(EDGE / Math.max(width, height)));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * scale, height * scale];
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser cannot draw");
  context.imageSmoothingQuality = "high";
  context.scale(scale, scale);
  await way.draw(context, 0);
  const recorder = new MediaRecorder(canvas.captureStream(30), {
    mimeType: type,
    videoBitsPerSecond: BITS,
  });
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const finished = new Promise((resolve) =>
    recorder.addEventListener("stop", resolve)
  );
  recorder.start();
  const player = new Player((place) => way.draw(context, place));
  await player.once();
  recorder.stop();
  await finished;
  return new Blob(parts, { type: type.split(";")[0] ?? type });
}

/**
 * The picture type of the web, which encoders take and return, for runtimes that
 * have none: Node.js, Bun and Cloudflare Workers.
 *
 * @module
 */

globalThis.ImageData ??= class {
  readonly colorSpace = "srgb";
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
} as unknown as typeof ImageData;

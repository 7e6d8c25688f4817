/**
 * The image service as one would write it for Node.js: node:http,
 * onnxruntime-node on one thread, and PNGs by Node's own zlib. Everything that
 * takes time in it is native code.
 *
 * Usage: node image_service_node.mjs MODEL HEIGHT WIDTH
 *
 * Prints the port that it listens on.
 */

import { createServer } from "node:http";
import { deflateSync } from "node:zlib";
import { InferenceSession, Tensor } from "onnxruntime-node";

const LATENT_SIZE = 100;
const [model, height, width] = [
  process.argv[2],
  ...process.argv.slice(3).map(Number),
];
const session = await InferenceSession.create(model, {
  executionProviders: ["cpu"],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
});

const CRC = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return value;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

function chunk(type, data) {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, "latin1");
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), 8 + data.length);
  return bytes;
}

/** An RGB PNG of planes in [-1, 1]. */
function encodePng(image) {
  const plane = height * width;
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y++) {
    let at = y * (1 + 3 * width) + 1;
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        const value = image[channel * plane + y * width + x];
        rows[at++] = Math.round((value + 1) * 127.5);
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Normal numbers by Box and Muller from Mulberry32. */
function latentOf(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (((word ^ (word >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return Float32Array.from(
    { length: LATENT_SIZE },
    () =>
      Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

const server = createServer(async (request, response) => {
  const seed = /\/image\/(\d+)\.png$/.exec(request.url)?.[1];
  if (seed === undefined) {
    response.writeHead(404).end();
    return;
  }
  const began = performance.now();
  const latent = new Tensor("float32", latentOf(Number(seed)), [
    1,
    LATENT_SIZE,
  ]);
  const { images } = await session.run({ latent });
  const ran = performance.now();
  const png = encodePng(images.data);
  const encoded = performance.now();
  response.writeHead(200, {
    "Content-Type": "image/png",
    "Content-Length": png.length,
    "Cache-Control": "public, max-age=31536000, immutable",
    "Server-Timing": `infer;dur=${(ran - began).toFixed(1)}, encode;dur=${
      (encoded - ran).toFixed(1)
    }`,
  });
  response.end(png);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

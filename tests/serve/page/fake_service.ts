import type { FrozenGenerator } from "../../../core/frozen_generator.ts";
import { LATENT_SIZE, latents } from "../../../core/latent.ts";
import { toPictures } from "../../../core/picture.ts";
import { pictureGrid } from "../../../core/picture_grid.ts";
import { encodePng } from "../../../core/png.ts";
import { loadAssets } from "../../../serve/page/assets.ts";
import { renderPage } from "../../../serve/page/document.ts";
import { readPageState } from "../../../serve/page/shared/page_state.ts";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function between(a: Float32Array, b: Float32Array, t: number): Float32Array {
  return a.map((x, index) => (1 - t) * x + t * (b[index] as number));
}

/** Answers the addresses that the page uses. */
export async function fakeService(
  generators: readonly FrozenGenerator[],
): Promise<(request: Request) => Promise<Response>> {
  const assets = await loadAssets();
  const models = generators.map((generator) => ({
    digest: generator.card.model.sha256.slice(0, 16),
    card: generator.card,
    generator,
  }));

  async function pictures(
    generator: FrozenGenerator,
    latent: Float32Array,
    truncation: number,
  ) {
    const scaled = latent.map((x) => x * truncation);
    const all = [];
    for (let at = 0; at < scaled.length; at += LATENT_SIZE) {
      const one = scaled.slice(at, at + LATENT_SIZE);
      all.push(
        ...toPictures(
          await generator.paint(one),
          generator.card.architecture,
        ),
      );
    }
    return all;
  }

  const png = (body: Uint8Array<ArrayBuffer>) =>
    new Response(body, {
      headers: {
        "Content-Type": "image/png",
        "Cache-Control": "public, max-age=31536000, immutable",
      },
    });

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const truncation = Number(url.searchParams.get("truncation") ?? "1");
    if (url.pathname === "/") {
      const state = readPageState(url.searchParams);
      const model = models.find(({ digest }) => digest === state.model) ??
        models[0];
      if (model === undefined) throw new Error("no generator");
      const page = renderPage({ models, model, assets, state });
      return new Response(page, {
        headers: {
          "Content-Type": "text/html; charset=utf-8",
          "Content-Security-Policy": POLICY,
        },
      });
    }
    const asset = await assets.get(url.pathname);
    if (asset !== undefined) {
      return new Response(asset.body, {
        headers: { "Content-Type": asset.type },
      });
    }
    const [, digest, kind, file = ""] = url.pathname.split("/");
    const model = models.find((model) => model.digest === digest);
    if (model === undefined) return new Response("nothing", { status: 404 });
    const { generator } = model;
    if (kind === "image" && request.method === "POST") {
      const latent = Float32Array.from(await request.json());
      const [picture] = await pictures(generator, latent, truncation);
      if (picture === undefined) throw new Error("no picture");
      return png(encodePng(picture));
    }
    if (kind === "image") {
      const seed = Number(file.split(".")[0]);
      const [picture] = await pictures(generator, latents([seed]), truncation);
      if (picture === undefined) throw new Error("no picture");
      return png(encodePng(picture));
    }
    if (kind === "walk") {
      const [a = 0, b = 0] = (file.split(".")[0] ?? "").split("-").map(Number);
      const frames = Number(url.searchParams.get("frames"));
      const [start, end] = [latents([a]), latents([b])];
      const all = [];
      for (let frame = 0; frame < frames; frame++) {
        const latent = between(start, end, frame / (frames - 1));
        all.push(...await pictures(generator, latent, truncation));
      }
      return png(encodePng(pictureGrid(all, { columns: frames, gap: 0 })));
    }
    return new Response("nothing", { status: 404 });
  }
  return answer;
}

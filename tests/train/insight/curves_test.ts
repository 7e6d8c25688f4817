import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { decodePicture } from "../../../train/data/decode.ts";
import { type Chart, drawChart } from "../../../train/insight/chart.ts";
import { curvesSvg, writeCurves } from "../../../train/insight/curves.ts";
import { History } from "../../../train/record/history.ts";
import { runCharts } from "../../../train/insight/run_charts.ts";
import { withFolder } from "../../folder.ts";

const LINE: Chart = {
  title: "Losses",
  curves: [{ name: "G", hue: "generator", points: [[0, 1], [100, 3]] }],
  images: 100,
  include: [0],
};

/** Where the curves of a chart go: the numbers of each path, by class. */
function drawn(chart: Chart, kind: string): number[][] {
  const { source } = drawChart(chart, "one");
  const [, inside = ""] = source.split("clip-path=");
  return Array.from(
    inside.split("</g>")[0]?.matchAll(
      new RegExp(`class="${kind}[^"]*"\\s+d="([^"]*)"`, "g"),
    ) ?? [],
    ([, path = ""]) => (path.match(/[-\d.]+/g) ?? []).map(Number),
  );
}

function history(entries: number): History {
  const history = new History();
  for (let step = 1; step <= entries; step++) {
    history.add({
      ...{ step, images: 8 * step, seconds: 1, lr: 2e-4 },
      ...{ loss_d: 1, loss_d_real: 1, loss_d_fake: 1, loss_g: step },
    });
  }
  return history;
}

Deno.test("drawChart() draws from the lower left to the upper right", () => {
  const [[x0, y0, x1, y1] = []] = drawn(LINE, "line");
  assertEquals([x0, x1], [54, 464]);
  // 0 is at 226 and 3.12, a little more than the largest value, at 58.
  assertEquals([y0, y1], [172.2, 64.5]);
});

Deno.test("drawChart() shows the raw values between their extremes, and uncertainty as an area", () => {
  const raw = [{ x: 50, mean: 2, min: 1, max: 3, count: 4 }];
  const points = [[0, 2], [100, 2]] as const;
  const [curve] = LINE.curves;
  const chart = { ...LINE, curves: [{ ...curve!, points, raw }] };
  assertEquals(drawn(chart, "raw"), [[259, 172.2, 259, 64.5]]);
  const spread = [1, 0];
  const around = { ...LINE, curves: [{ ...curve!, points, spread }] };
  assertEquals(drawn(around, "spread"), [
    [54, 64.5, 464, 118.3, 464, 118.3, 54, 172.2],
  ]);
});

Deno.test("drawChart() is not squeezed by a few outliers", () => {
  const raw = Array.from({ length: 100 }, (_, x) => {
    const mean = x === 50 ? 1000 : 1;
    return { x, mean, min: mean, max: mean, count: 1 };
  });
  const [curve] = LINE.curves;
  const { source } = drawChart(
    { ...LINE, curves: [{ ...curve!, raw }] },
    "one",
  );
  assertStringIncludes(source, ">3</text>");
  assert(!source.includes(">1000</text>"));
});

Deno.test("drawChart() keeps to limits, and has a range even for one value", () => {
  const points = [[8, 0.5]] as const;
  const curves = [{ name: "a", hue: "real", points }] as const;
  const chart = { title: "t", curves, images: 8, include: [] };
  const { source } = drawChart(chart, "one");
  assert(!source.includes("NaN") && !source.includes("Infinity"));
  assertStringIncludes(source, "<circle");
  const limited = { ...chart, include: [0, 1], limits: [0, 1] } as const;
  const labels = drawChart(limited, "one").source.match(/>[\d.]+<\/text>/g);
  assertEquals(labels?.slice(0, 6), [
    ">0</text>",
    ">0.2</text>",
    ">0.4</text>",
    ">0.6</text>",
    ">0.8</text>",
    ">1</text>",
  ]);
});

Deno.test("drawChart() escapes names", () => {
  const { source } = drawChart({ ...LINE, title: "<b> & co" }, "one");
  assertStringIncludes(source, "&lt;b&gt; &amp; co");
});

Deno.test("runCharts() leaves out what was not measured and tells rates apart", () => {
  const titles = (charts: readonly Chart[]) => charts.map(({ title }) => title);
  assertEquals(runCharts(new History(), []), []);
  const run = history(3);
  assertEquals(titles(runCharts(run, [])), [
    "Generator’s loss",
    "Discriminator’s losses",
    "Learning rate",
  ]);
  const more = { lr: 2e-4, lr_d: 1e-4, d_real: 0.9, d_fake: 0.1, augment: 0.5 };
  run.add({ step: 4, images: 32, seconds: 1, ...more });
  const kid = { kid: 0.5, kid_sd: 0.1, kid_floor: 0.01 };
  const charts = runCharts(run, [{ step: 9, images: 72, scores: kid }]);
  assertEquals(titles(charts), [
    "Generator’s loss",
    "Discriminator’s losses",
    "D’s belief that a picture is real",
    "Learning rate",
    "Augmentation",
    "KID (lower is better)",
  ]);
  assertEquals(charts.map(({ images }) => images), Array(6).fill(72));
  const names = (index: number) =>
    charts[index]?.curves.map(({ name }) => name);
  assertEquals(names(3), ["of G", "of D"]);
  assertEquals(names(5), ["floor", "KID"]);
  assertEquals(charts[5]?.curves[1]?.spread, [0.1]);
});

Deno.test("runCharts() stays small for a long run", () => {
  const short = curvesSvg(runCharts(history(1000), [])).length;
  const long = curvesSvg(runCharts(history(60_000), [])).length;
  assert(long < 2 * short, `${short} → ${long}`);
});

Deno.test("writeCurves() renders texts and colours, on white", () =>
  withFolder(async (folder) => {
    await writeCurves(folder, runCharts(history(50), []));
    const png = await Deno.readFile(`${folder}/curves.png`);
    const { width, height, rgba } = await decodePicture(png);
    const svg = await Deno.readTextFile(`${folder}/curves.svg`);
    assertStringIncludes(svg, 'viewBox="0 0 1032 612"');
    assertEquals([width, height], [1548, 918]);
    const counts = new Map<string, number>();
    for (let at = 0; at < rgba.length; at += 4) {
      const colour = [...rgba.subarray(at, at + 3)].join();
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const share = (colour: string) =>
      (counts.get(colour) ?? 0) / width / height;
    assert(share("255,255,255") > 0.9);
    // The line of the generator's loss, and the headings.
    assert(share("0,158,115") > 1e-4);
    assert(share("34,32,28") > 1e-4);
  }));

/** Light and dark colour of each hue and of what is around the curves. */
const COLOURS = {
  // Of Okabe and Ito, whose colours are told apart with any kind of vision.
  real: ["#0072b2", "#56b4e9"],
  fake: ["#d55e00", "#f0924c"],
  generator: ["#009e73", "#2fc79c"],
  other: ["#8e4b76", "#d99bc0"],
  ground: ["#ffffff", "#1e2127"],
  text: ["#5c5c5c", "#a9adb5"],
  strong: ["#22201c", "#eceae5"],
  rule: ["#e6e6e6", "#343943"],
  axis: ["#8a8a8a", "#737a87"],
} as const;

type Colours = Readonly<Record<keyof typeof COLOURS, string>>;

function scheme(index: 0 | 1): Colours {
  const entries = Object.entries(COLOURS).map(([name, pair]) => {
    return [name, pair[index]];
  });
  return Object.fromEntries(entries) as Colours;
}

function colourRules(colours: Colours): string {
  const hues = (["real", "fake", "generator", "other"] as const).map((hue) => `
.chart .${hue} { stroke: ${colours[hue]}; }
.chart path.spread.${hue}, .chart .dot.${hue} { fill: ${colours[hue]}; }`).join(
    "",
  );
  return `${hues}
.chart .rule { stroke: ${colours.rule}; }
.chart .axis, .chart .tick { stroke: ${colours.axis}; }
.chart text { fill: ${colours.text}; }
.chart .title, .chart .name { fill: ${colours.strong}; }
.ground { fill: ${colours.ground}; }
`;
}

/**
 * Style sheet of charts, for an SVG or for a page with charts in it; it follows
 * the reader's choice of light or dark. Renderers that know no media queries
 * draw on white.
 */
export const CHART_STYLE = `
.chart path { fill: none; stroke-linejoin: round; }
.chart .line { stroke-width: 2; stroke-linecap: round; }
.chart .dashed { stroke-dasharray: 6 5; stroke-linecap: butt; }
.chart .raw { stroke-width: 1; stroke-opacity: 0.22; }
.chart path.spread { fill-opacity: 0.16; stroke-width: 0; }
.chart .rule, .chart .axis, .chart .tick { stroke-width: 1; }
.chart text { font: 400 13px "Open Sans", system-ui, sans-serif; }
.chart .title { font-size: 16px; font-weight: 600; }
.chart .end { text-anchor: end; }
.chart .middle { text-anchor: middle; }
${colourRules(scheme(0))}
@media (prefers-color-scheme: dark) {${colourRules(scheme(1))}}
`;

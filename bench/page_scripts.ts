/**
 * What is run inside the page to measure it.
 *
 * @module
 */

/** Moves the slider and waits: milliseconds to the first new picture and to all. */
export const MOVE = `(async () => {
  const seen = [...document.querySelectorAll(".gallery img")].filter((image) =>
    image.getBoundingClientRect().top < innerHeight);
  const before = seen.map(({ src }) => src);
  const isNew = (image, index) =>
    image.nextElementSibling?.matches("canvas") ||
    image.src !== before[index] && image.complete;
  const slider = document.getElementById("variety");
  slider.stepDown();
  const start = performance.now();
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  let first;
  for (;;) {
    await new Promise(requestAnimationFrame);
    const count = seen.filter(isNew).length;
    if (count > 0) first ??= performance.now() - start;
    if (count === seen.length) return [first, performance.now() - start];
  }
})()`;

/** Pictures of a walk that were drawn in two seconds. */
export const PLAY = `(async () => {
  let drawn = 0;
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...values) {
    // A place between two frames of a film strip is both of them.
    if (this.canvas.id === "frame" && this.globalAlpha === 1) drawn++;
    return draw.apply(this, values);
  };
  document.getElementById("play").click();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  return drawn / 2;
})()`;

/** Starts a worker like that of the page. */
export const PREPARE = `(async () => {
  const { painter, weights } = document.body.dataset;
  const worker = new Worker(painter);
  globalThis.ask = (order) => new Promise((resolve) => {
    worker.onmessage = resolve;
    if (order !== undefined) worker.postMessage(order);
  });
  await ask();
  const model = await (await fetch(weights)).arrayBuffer();
  await ask({ kind: "load", model });
})()`;

/** Lets it paint 200 pictures of a walk, one after the other. */
export const PAINT = `(async () => {
  const look = { variety: 1, around: 0, truncation: 1, mutations: [] };
  for (let count = 0; count < 200; count++) {
    const walk = { to: 12, place: count / 200 };
    await ask({ kind: "paint", pictures: [{ seed: 3, ...look, walk }] });
  }
})()`;

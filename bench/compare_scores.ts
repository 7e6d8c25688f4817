import { scoreGenerator, type Scores, type Work } from "./own_runs.ts";
import { scoreTable } from "./score_table.ts";

/** A way to come to a generator. */
export interface TrainedPeer {
  /** Its name in the table. */
  readonly name: string;
  /**
   * Trains it.
   *
   * @param seed Start of all randomness.
   * @param folder An empty folder for it.
   * @returns Folder of a run or of a frozen generator.
   */
  train(seed: number, folder: string): Promise<string>;
}

/**
 * Trains every peer with every seed, scores all with the same code, and prints
 * a line for each and a table of them all.
 *
 * @param work What the peers are trained on, and how many seeds there are.
 * @param peers What to compare.
 * @throws {UserError} If a peer fails.
 */
export async function compareScores(
  work: Work,
  peers: readonly TrainedPeer[],
): Promise<void> {
  const scored = peers.map(({ name }) => ({ name, scores: [] as Scores[] }));
  for (let seed = work.seed; seed < work.seed + work.seeds; seed++) {
    for (const [index, { name, train }] of peers.entries()) {
      const folder = await Deno.makeTempDir();
      try {
        const start = performance.now();
        const generator = await train(seed, folder);
        const minutes = (performance.now() - start) / 60_000;
        const scores = await scoreGenerator(work, generator);
        scored[index]?.scores.push(scores);
        console.log(
          `seed ${seed}, ${name}: KID ${scores.kid?.toFixed(3)}, recall ${
            scores.recall?.toFixed(2)
          }, ${minutes.toFixed(1)} min`,
        );
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    }
  }
  console.log(`\n${scoreTable(scored)}`);
}

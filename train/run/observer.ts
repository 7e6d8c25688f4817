import type { LogEntry } from "../record/log.ts";

/** Who is told what happens while a run is trained. */
export interface RunObserver {
  /**
   * A step is done.
   *
   * @param entry What the log says about it.
   * @param imagesPerSecond Speed of the run, lately.
   */
  stepDone(entry: LogEntry, imagesPerSecond: number): void;

  /**
   * A grid of fakes was drawn. Training goes on when the promise is fulfilled.
   *
   * @param step Steps done.
   * @param path Path of the grid's PNG.
   */
  gridDrawn(step: number, path: string): Promise<void>;

  /** New scores were written, if none was interrupted. */
  scored(): Promise<void>;
}

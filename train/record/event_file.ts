/**
 * The file that TensorBoard reads while a run is trained.
 *
 * @module
 */

import { writeError } from "../../core/write_error.ts";
import {
  encodeEvent,
  type EventContent,
  type ImageValue,
} from "./tensorboard_event.ts";
import { tfRecord } from "./tf_record.ts";

/** Names of such files, which TensorBoard reads in alphabetical order. */
const NAME = /^events\.out\.tfevents\.(\d+)\./;

/** Latest start in the names of a folder's files, in seconds since 1970. */
async function lastStart(folder: string): Promise<number> {
  let last = 0;
  for await (const { name } of Deno.readDir(folder)) {
    last = Math.max(last, Number(NAME.exec(name)?.[1] ?? 0));
  }
  return last;
}

/** Appends events to a file of its own. */
export class EventFile {
  readonly #path: string;
  readonly #file: Deno.FsFile;
  readonly #now: () => number;

  private constructor(path: string, file: Deno.FsFile, now: () => number) {
    this.#path = path;
    this.#file = file;
    this.#now = now;
  }

  /**
   * Starts a file, as every start of a run does: the one before may end in the
   * middle of a record, which TensorBoard only forgives if nothing follows. Its
   * first events void what earlier files have past the step that the run goes
   * on from.
   *
   * @param folder Folder of the run.
   * @param step Steps that the run has behind it.
   * @param now Clock in milliseconds since 1970.
   * @throws {WriteError} If it cannot be written, now or later.
   */
  static async start(
    folder: string,
    step: number,
    now: () => number = Date.now,
  ): Promise<EventFile> {
    // Later than every other, even if the clock was set back.
    const seconds = Math.max(
      Math.floor(now() / 1000),
      await lastStart(folder) + 1,
    );
    const name = `events.out.tfevents.${
      String(seconds).padStart(10, "0")
    }.edge-dcgan`;
    const path = `${folder}/${name}`;
    let file: Deno.FsFile;
    try {
      file = await Deno.open(path, { write: true, createNew: true });
    } catch (error) {
      throw writeError(path, error);
    }
    const events = new EventFile(path, file, now);
    events.#write(step, { kind: "version" });
    events.#write(step + 1, { kind: "start" });
    return events;
  }

  /** Each event reaches the file at once. */
  #write(step: number, content: EventContent): void {
    const wallTime = this.#now() / 1000;
    const record = tfRecord(encodeEvent({ wallTime, step, content }));
    try {
      for (let written = 0; written < record.length;) {
        written += this.#file.writeSync(record.subarray(written));
      }
    } catch (error) {
      throw writeError(this.#path, error);
    }
  }

  /**
   * Adds a point to one or more charts.
   *
   * @param step Step of the training.
   * @param scalars Numbers by tag.
   */
  scalars(step: number, scalars: Readonly<Record<string, number>>): void {
    const values = Object.entries(scalars).map(([tag, scalar]) => ({
      tag,
      scalar,
    }));
    this.#write(step, { kind: "summary", values });
  }

  /**
   * Adds a picture.
   *
   * @param step Step of the training.
   * @param image The picture and its tag.
   */
  image(step: number, image: ImageValue): void {
    this.#write(step, { kind: "summary", values: [image] });
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }
}

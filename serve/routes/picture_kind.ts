/**
 * What a picture is before it is painted.
 *
 * @module
 */

import type { Classes } from "../../core/classes.ts";
import type { Format, PictureJob } from "../picture/job.ts";
import type { QueryTable, QueryValues } from "../http/query.ts";
import type { PictureOptions } from "./picture_options.ts";

/** A kind of picture: an address, its options, and what is to be painted. */
export interface PictureKind<Table extends QueryTable> {
  /** Names it in the OpenAPI document: `Image`. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly summary: string;
  /** Its path without generator and format. */
  readonly path: string;
  /** Formats there are, the default first. */
  readonly formats: readonly Format[];
  /** Its options. */
  readonly options: Table;
  /**
   * Plans a picture.
   *
   * @param parameters Those of the path, as they stand there.
   * @param options Values of the options.
   * @param format What it will be encoded as.
   * @throws {Problem} 400, if a parameter of the path is wrong.
   */
  plan(
    parameters: Readonly<Record<string, string>>,
    options: QueryValues<Table>,
    format: Format,
  ): PicturePlan<Table>;
}

/** A picture that an address asks for. */
export interface PicturePlan<Table>
  extends Pick<PictureJob, "order" | "arrangement"> {
  /** Its path without generator and format, with the numbers of its seeds. */
  readonly path: string;
  /** Its options, as they are written where it makes no difference. */
  readonly options: QueryValues<Table> & PictureOptions;
  /** How many pictures have to be painted. */
  readonly pictures: number;
  /**
   * Latents `[pictures, 100]` before the options change them; is only called if
   * they have to be painted.
   */
  latents(): Float32Array<ArrayBuffer>;
  /**
   * Labels `[pictures, classes]`; is only called for a generator with classes.
   *
   * @param classes The generator's classes.
   */
  labels(classes: Classes): Float32Array<ArrayBuffer>;
}

/**
 * What the service tells about itself while it works.
 *
 * @module
 */

/** How long a picture took. */
export interface Stages {
  /** Milliseconds before its turn came. */
  readonly queueMs: number;
  /** Milliseconds in the generator, for all pictures painted with it. */
  readonly inferMs: number;
  /** Milliseconds for arranging and encoding. */
  readonly encodeMs: number;
}

/** Is told of what happens; must not throw. */
export interface Telemetry {
  /** A picture was made. */
  rendered(stages: Stages, picture: { digest: string; format: string }): void;
  /** A picture was there already, or was not. */
  lookedUp(found: boolean): void;
  /** A request was answered. */
  answered(answer: {
    /** The path of the route as in OpenAPI, if there is one. */
    route: string | undefined;
    method: string;
    status: number;
    milliseconds: number;
  }): void;
}

/** Tells nobody. */
export const SILENT: Telemetry = {
  rendered: () => {},
  lookedUp: () => {},
  answered: () => {},
};

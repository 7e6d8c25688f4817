/**
 * The part of `@std/cli` that this project uses, for machines that cannot
 * reach JSR. Without the `links` of the root deno.json, the real package takes
 * its place.
 *
 * @module
 */

export * from "./parse_args.ts";

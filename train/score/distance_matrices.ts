import type { Matrix } from "./matrix.ts";

/** Distances among and between two sets of pictures. */
export interface DistanceMatrices {
  /** Among the fakes, `[M, M]`. */
  readonly fakes: Matrix;
  /** Between each fake and each real, `[M, N]`. */
  readonly mixed: Matrix;
  /** Among the reals, `[N, N]`. */
  readonly reals: Matrix;
}

/** What is compared of fakes and reals, for instance distances. */
export interface Pairings<Of> {
  /** Among the M fakes; a matrix of it is `[M, M]`. */
  readonly fakes: Of;
  /** Between each fake and each real; a matrix of it is `[M, N]`. */
  readonly mixed: Of;
  /** Among the N reals; a matrix of it is `[N, N]`. */
  readonly reals: Of;
}

/** Where a list of rows of one height stands on the screen. */
export interface RowView {
  /** Pixels of the list above the upper edge of the screen; may be negative. */
  above: number;
  /** Pixels of the screen. */
  screen: number;
  /** Pixels from one row to the next. */
  pitch: number;
  /** Rows that the list may have. */
  maxRows: number;
}

/** Rows from `first` up to, but without, `end`. */
export interface RowWindow {
  /** First row, from 0. */
  first: number;
  /** Row after the last. */
  end: number;
}

/**
 * The rows that should be on the page: those in sight, and one screen above and
 * below them.
 *
 * @param view Where the list stands.
 * @returns At least one row.
 */
export function rowWindow(view: RowView): RowWindow {
  const { above, screen, pitch, maxRows } = view;
  const clamp = (row: number) => Math.min(Math.max(row, 0), maxRows);
  const first = Math.min(
    clamp(Math.floor((above - screen) / pitch)),
    maxRows - 1,
  );
  const end = clamp(Math.ceil((above + 2 * screen) / pitch));
  return { first, end: Math.max(end, first + 1) };
}

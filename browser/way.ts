/** All pictures between two, to be drawn in any order. */
export interface Way {
  /**
   * Draws what is at a place.
   *
   * @param context Canvas of the size of a picture, perhaps scaled.
   * @param place From 0, the start, to 1, the end.
   * @returns Once it is drawn, or the canvas is to show another place.
   */
  draw(context: CanvasRenderingContext2D, place: number): Promise<void>;
  /** Draws nothing any more, and gives its memory back. */
  close(): void;
}

/** A class of pictures that networks know apart. */
export interface PictureClass {
  /** What it is called: the name of its folder, or its number in an IDX file. */
  readonly name: string;
  /** Training pictures in it; left out if that is not known. */
  readonly pictures?: number;
}

/** The classes of labelled pictures; a label is an index of the list. */
export type Classes = readonly PictureClass[];

/** Most classes: as many as the labels of an IDX file can name. */
export const MOST_CLASSES = 256;

/** Frames of a walk on the page, both ends included. */
export const WALK_FRAMES = 32;

/** How many times as large the pictures of its animation are. */
export const WALK_SCALE = 4;

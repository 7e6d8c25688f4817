/**
 * Why a picture cannot be used: its message is a reason for the user. The cause
 * is what a decoder threw, if it got as far as that.
 */
export class UnusablePicture extends Error {
  /** What the error is called where it is printed. */
  override name = "UnusablePicture";
}

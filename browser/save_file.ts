/**
 * Lets the browser save a file.
 *
 * @param address Where it lies.
 * @param name What it is to be called.
 */
export function saveFile(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

/**
 * Lets the browser save a file that was made on the page.
 *
 * @param blob Its content.
 * @param name What it is to be called.
 */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  saveFile(address, name);
  URL.revokeObjectURL(address);
}

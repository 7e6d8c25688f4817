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

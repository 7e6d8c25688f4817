import { announce } from "./announce.ts";
import { element } from "./elements.ts";

/** Milliseconds for which a button says that it has copied. */
const SHOWN = 1500;

async function copy(button: HTMLButtonElement): Promise<void> {
  const field = element(button.dataset.copies ?? "", HTMLInputElement);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Not allowed here: it is selected, so the keyboard can copy it.
    announce("The address is selected: copy it with your keyboard.");
    return;
  }
  announce("The address is copied.");
  button.textContent = "Copied";
  setTimeout(() => button.textContent = "Copy", SHOWN);
}

/**
 * Lets all buttons with `data-copies="ID"` copy the text of the field ID.
 */
export function enableCopying(): void {
  const buttons = document.querySelectorAll<HTMLButtonElement>(
    "button[data-copies]",
  );
  for (const button of buttons) {
    button.addEventListener("click", () => copy(button));
  }
}

/** Values by name; a dotted name leads into trees inside. */
export type Tree = Record<string, unknown>;

/** Names under which writing would reach into the language's own objects. */
function isReserved(tree: Tree, name: string): boolean {
  return name === "__proto__" ||
    (name === "constructor" && typeof tree[name] === "function");
}

/** Sets the value of a dotted name, or adds to its array if `collect`. */
export function plant(
  tree: Tree,
  name: string,
  value: unknown,
  collect = false,
): void {
  const steps = name.split(".");
  const last = steps.pop() as string;
  for (const step of steps) {
    if (isReserved(tree, step)) return;
    tree = (tree[step] ??= {}) as Tree;
  }
  if (isReserved(tree, last)) return;
  const present = tree[last];
  if (!collect) tree[last] = value;
  else if (Array.isArray(present)) present.push(value);
  else tree[last] = present ? [present, value] : [value];
}

/** Whether a dotted name has a value. */
export function isPlanted(tree: Tree, name: string): boolean {
  return name.split(".").every((step) => {
    if (!Object.hasOwn(tree, step)) return false;
    tree = tree[step] as Tree;
    return true;
  });
}

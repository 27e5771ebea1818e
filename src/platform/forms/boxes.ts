// The names of boxes in forms that hold many of a sort: `<name>.<id>`.

/** The ids that are ticked in a list of boxes: `documents.<id>`. */
export const ticked = (typed: Record<string, unknown>, name: string): string[] =>
  Object.keys(typed).flatMap((key) => (key.startsWith(`${name}.`) ? [key.slice(name.length + 1)] : []))

/** `members.<unit>` and the like as `{ members: { <unit>: … } }`: the names of a table's boxes. */
export function grouped(typed: Record<string, unknown>): Record<string, unknown> {
  const groups: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(typed)) {
    const [name = '', ...rest] = key.split('.')
    const part = rest.join('.')
    if (!part) groups[name] = value
    else if (typeof groups[name] === 'object') (groups[name] as Record<string, unknown>)[part] = value
    else groups[name] = { [part]: value }
  }
  return groups
}

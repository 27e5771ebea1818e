/** Where a text of JSON ends that begins at a place: the place of its closing quote. */
function endOfText(json: string, start: number): number {
  let at = start + 1
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at
}

/** Whether the next sign that is no blank is a colon: the text before it is a name. */
function isBeforeColon(json: string, start: number): boolean {
  let at = start
  while (' \t\n\r'.includes(json[at] ?? ':')) at += 1
  return json[at] === ':'
}

/**
 * A name that stands twice in one object of JSON. A parser keeps the last of the two values and says nothing of the other.
 * @param json a text that is JSON
 */
export function nameSaidTwice(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at]
    if (sign === '{') open.push(new Set())
    else if (sign === '[') open.push(undefined)
    else if (sign === '}' || sign === ']') open.pop()
    if (sign !== '"') continue
    const end = endOfText(json, at)
    const names = open.at(-1)
    if (names && isBeforeColon(json, end + 1)) {
      const name: string = JSON.parse(json.slice(at, end + 1))
      if (names.has(name)) return name
      names.add(name)
    }
    at = end
  }
  return undefined
}

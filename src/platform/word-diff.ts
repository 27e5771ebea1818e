/** A stretch of one of two texts: in both, or in this one alone. */
export type Stretch = { text: string; isOwn: boolean }

/**
 * Above this product of lengths, without what both begin and end with, nothing is looked for in common: nobody reads word by
 * word what has nothing in common.
 */
const mostSteps = 4_000_000

/**
 * What two texts have in common and what stands in one alone: each whole, cut into stretches. By words, by lines where the
 * texts are very long.
 */
export function differing(one: string, other: string): { one: Stretch[]; other: Stretch[] } {
  const words = (text: string) => text.match(/\n|[^\S\n]+|[^\s]+/gu) ?? []
  const lines = (text: string) => text.match(/[^\n]*\n|[^\n]+$/gu) ?? []
  const [ones, others] = [words(one), words(other)]
  return isTooMuch(between(ones, others)) ? stretchesOf(lines(one), lines(other)) : stretchesOf(ones, others)
}

function stretchesOf(one: readonly string[], other: readonly string[]) {
  const common = inCommon(one, other)
  return {
    one: stretched(one, new Set(common.map(([index]) => index))),
    other: stretched(other, new Set(common.map(([, index]) => index))),
  }
}

function stretched(tokens: readonly string[], shared: ReadonlySet<number>): Stretch[] {
  const stretches: Stretch[] = []
  tokens.forEach((token, index) => {
    const isOwn = !shared.has(index)
    const last = stretches.at(-1)
    if (last?.isOwn === isOwn) last.text += token
    else stretches.push({ text: token, isOwn })
  })
  return stretches
}

/** How many tokens two rows both begin with, how many both end with, and how many each has between. */
function between(one: readonly string[], other: readonly string[]) {
  const shorter = Math.min(one.length, other.length)
  let start = 0
  while (start < shorter && one[start] === other[start]) start += 1
  let end = 0
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1
  return { start, end, rows: one.length - start - end, columns: other.length - start - end }
}

const isTooMuch = ({ rows, columns }: ReturnType<typeof between>): boolean => rows * columns > mostSteps

/** Pairs of places of the longest row of tokens that both have in the same order. */
function inCommon(one: readonly string[], other: readonly string[]): [number, number][] {
  const middle = between(one, other)
  const { start, end, rows, columns } = middle
  const pairs = Array.from({ length: start }, (_, index): [number, number] => [index, index])
  if (!isTooMuch(middle)) {
    const width = columns + 1
    const longest = new Uint32Array((rows + 1) * width)
    const at = (row: number, column: number) => longest[row * width + column] ?? 0
    for (let row = rows - 1; row >= 0; row -= 1)
      for (let column = columns - 1; column >= 0; column -= 1)
        longest[row * width + column] =
          one[start + row] === other[start + column]
            ? at(row + 1, column + 1) + 1
            : Math.max(at(row + 1, column), at(row, column + 1))
    for (let row = 0, column = 0; row < rows && column < columns; ) {
      if (one[start + row] === other[start + column]) {
        pairs.push([start + row, start + column])
        row += 1
        column += 1
      } else if (at(row + 1, column) >= at(row, column + 1)) row += 1
      else column += 1
    }
  }
  for (let left = end; left > 0; left -= 1) pairs.push([one.length - left, other.length - left])
  return pairs
}

/** Two rows of lines beside each other: what each has alone up to the next line that both have, and that line. */
export function* besideEachOther(
  one: readonly string[],
  other: readonly string[],
): Generator<{ one: readonly string[]; other: readonly string[]; both: readonly string[] }> {
  let [at, atOther] = [0, 0]
  for (const [index, indexOther] of [...inCommon(one, other), [one.length, other.length] as const]) {
    yield {
      one: one.slice(at, index),
      other: other.slice(atOther, indexOther),
      both: one.slice(index, index + 1),
    }
    at = index + 1
    atOther = indexOther + 1
  }
}

/** Two texts as one: what both say once, else first what one says, then the other. Nothing of either is lost. */
export function madeOne(one: string, other: string): string {
  if (one.trim() === '') return other
  const parts = besideEachOther(one.split('\n'), other.split('\n'))
  return [...parts].flatMap((part) => [...part.one, ...part.other, ...part.both]).join('\n')
}

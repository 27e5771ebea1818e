/** A stretch of one of two texts: in both, or in this one alone. */
export type Stretch = { text: string; isOwn: boolean }

/** Above this product of lengths whole lines are compared: nobody reads word by word what has nothing in common. */
const mostSteps = 4_000_000

/**
 * What two texts have in common and what stands in one alone: each whole, cut into stretches. By words, by lines where the
 * texts are very long.
 */
export function differing(one: string, other: string): { one: Stretch[]; other: Stretch[] } {
  const words = (text: string) => text.match(/\n|[^\S\n]+|[^\s]+/gu) ?? []
  const lines = (text: string) => text.match(/[^\n]*\n|[^\n]+$/gu) ?? []
  const [ones, others] = [words(one), words(other)]
  return ones.length * others.length <= mostSteps
    ? stretchesOf(ones, others)
    : stretchesOf(lines(one), lines(other))
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

/** Pairs of places of the longest row of tokens that both have in the same order. */
function inCommon(one: readonly string[], other: readonly string[]): [number, number][] {
  const pairs: [number, number][] = []
  let start = 0
  while (start < one.length && start < other.length && one[start] === other[start]) {
    pairs.push([start, start])
    start += 1
  }
  let [endOne, endOther] = [one.length, other.length]
  const tail: [number, number][] = []
  while (endOne > start && endOther > start && one[endOne - 1] === other[endOther - 1]) {
    endOne -= 1
    endOther -= 1
    tail.unshift([endOne, endOther])
  }
  const [rows, columns] = [endOne - start, endOther - start]
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
  return [...pairs, ...tail]
}

/** Two texts as one: what both say once, else first what one says, then the other. Nothing of either is lost. */
export function madeOne(one: string, other: string): string {
  if (one.trim() === '') return other
  const [ones, others] = [one.split('\n'), other.split('\n')]
  if (ones.length * others.length > mostSteps) return `${one}\n${other}`
  const merged: string[] = []
  let [at, atOther] = [0, 0]
  for (const [index, indexOther] of [...inCommon(ones, others), [ones.length, others.length] as const]) {
    merged.push(...ones.slice(at, index), ...others.slice(atOther, indexOther))
    if (index < ones.length) merged.push(ones[index] ?? '')
    at = index + 1
    atOther = indexOther + 1
  }
  return merged.join('\n')
}

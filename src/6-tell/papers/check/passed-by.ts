import type { Excused, Stretch } from './excused.ts'

/** A number that is held against nothing, and why. `name`: it is part of the name of a figure. `unread`: it is none that we read. */
export type Passed = { text: string; why: Excused['why'] | 'name' | 'unread' }

const isIn = (at: number, stretches: readonly Stretch[]): boolean =>
  stretches.some(({ from, to }) => from <= at && at < to)

/** All numbers that are in no claim: nothing is passed by unsaid. */
export function passedBy(
  text: string,
  claims: readonly Stretch[],
  { excused, names }: { excused: readonly Excused[]; names: readonly Stretch[] },
): Passed[] {
  const reasons = [...excused, ...names.map((name) => ({ ...name, why: 'name' as const }))]
  const found: Passed[] = []
  let done = 0
  for (const { 0: digits, index } of text.matchAll(/\d+/g)) {
    if (index < done || isIn(index, claims)) continue
    // Of several reasons the one that says most.
    const [reason] = reasons
      .filter(({ from, to }) => from <= index && index < to)
      .sort((one, other) => other.to - other.from - (one.to - one.from))
    const { from, to } = reason ?? wordAround(text, index, digits.length)
    found.push({ text: text.slice(from, to).trim(), why: reason?.why ?? 'unread' })
    done = to
  }
  for (const { from, to, why } of excused)
    if (why === 'words') found.push({ text: text.slice(from, to), why })
  return found
}

/** What stands around some digits without a blank, as far as it is no longer than a word. */
function wordAround(text: string, at: number, length: number): Stretch {
  const before = /[^\s|]{0,20}$/u.exec(text.slice(Math.max(0, at - 20), at))?.[0].length ?? 0
  const after = /^[^\s|]{0,20}/u.exec(text.slice(at + length, at + length + 20))?.[0].length ?? 0
  return { from: at - before, to: at + length + after }
}

/** What a text passes by, by reason; each wording once with the paragraphs in which it stands. */
export function passedInAll(
  paragraphs: readonly { number: number; passed: readonly Passed[] }[],
): { why: Passed['why']; said: { text: string; paragraphs: number[] }[] }[] {
  const byReason = new Map<Passed['why'], Map<string, Set<number>>>()
  for (const { number, passed } of paragraphs)
    for (const { text, why } of passed) {
      const texts = byReason.get(why) ?? new Map<string, Set<number>>()
      byReason.set(why, texts.set(text, (texts.get(text) ?? new Set()).add(number)))
    }
  return [...byReason].map(([why, texts]) => ({
    why,
    said: [...texts].map(([text, numbers]) => ({ text, paragraphs: [...numbers] })),
  }))
}

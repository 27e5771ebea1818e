/** A scale that begins at zero, ends at a round number and is divided by round numbers. */
export type Scale = { low: number; high: number; ticks: number[] }

/** The scale on which all these amounts can be drawn; below zero only where an amount is. */
export function scaleOf(amounts: readonly (number | null)[]): Scale {
  const known = amounts.filter((amount) => amount !== null)
  const least = Math.min(0, ...known)
  const greatest = Math.max(0, ...known)
  if (least === greatest) return { low: 0, high: 1, ticks: [0] }
  const rough = (greatest - least) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const round = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough * 0.9999) ?? 10) * power
  // Nobody counts halves of people.
  const step = known.every(Number.isInteger) ? Math.ceil(round - 1e-9) : round
  const from = Math.floor(least / step + 1e-9)
  const until = Math.ceil(greatest / step - 1e-9)
  const ticks = Array.from({ length: until - from + 1 }, (_, index) =>
    Number(((from + index) * step).toPrecision(12)),
  )
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks }
}

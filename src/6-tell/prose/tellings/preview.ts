/** How an indicator would be told, by the grammar that tells reports: with real figures where there are some, else with samples. */

import type { Indicator } from '#figures'
import type { Piece } from '#papers'
import { clausesOf, type Known, officialStyle, sentence, type Telling } from '../grammar/index.ts'
import { rateOf } from '../text/material.ts'

/** What a preview is made from. */
export type Shown = {
  indicators: ReadonlyMap<string, Indicator>
  tellings: ReadonlyMap<string, Telling>
  /** Amounts of the unit, by indicator. */
  amounts?: ReadonlyMap<string, number>
}

/** A sentence, and whether its numbers are those of the unit. */
export type Preview = { words: string; isReal: boolean }

const samples: Readonly<Record<string, number>> = {
  '%': 72.7,
  đồng: 128_500_000,
  kg: 3450,
  mét: 1250,
  'm²': 2400,
}
const whole = 24
const measuredAgainst = 12.5

/** A sample amount; what an indicator leans on has more. */
function sampleOf({ unitVi, rule }: Indicator, level: number): number {
  if (unitVi.startsWith('đồng/')) return 128_500
  if (unitVi.includes('/') || (rule === 'derived' && !samples[unitVi])) return measuredAgainst
  return unitVi === '%' ? 72.7 : (samples[unitVi] ?? whole) * (level + 1)
}

/** An indicator with all on which it leans, the nearest first. */
function chainOf(code: string, { indicators, tellings }: Shown): Indicator[] {
  const chain: Indicator[] = []
  const add = (at: string) => {
    const indicator = indicators.get(at)
    if (!indicator || chain.includes(indicator)) return
    chain.push(indicator)
    const telling = tellings.get(at)
    const rate = rateOf(indicator)
    if (telling?.of !== undefined) add(telling.of)
    else if (telling?.told === undefined && rate) [rate.part, rate.whole].forEach(add)
    else if (telling?.told === undefined && indicator.partOf !== null) add(indicator.partOf)
  }
  add(code)
  return chain
}

const wordsOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : 'shown' in piece ? piece.shown : '')).join('')

function told(code: string, chain: readonly Indicator[], shown: Shown, isReal: boolean): string | undefined {
  const known = chain.map((indicator, level): Known => {
    const amount = isReal ? (shown.amounts?.get(indicator.code) ?? 0) : sampleOf(indicator, level)
    return {
      code: indicator.code,
      name: indicator.nameVi,
      unit: indicator.unitVi,
      rule: indicator.rule,
      partOf: indicator.partOf,
      rate: rateOf(indicator),
      figure: { shown: '', amount, href: '', scope: null },
    }
  })
  const clauses = clausesOf(known, { tellings: shown.tellings, style: officialStyle }, 0)
  const clause = clauses.find(({ codes }) => codes.includes(code))
  return clause && wordsOf(sentence(['Các đơn vị'], [clause]))
}

/** The sentence in which an indicator stands, with the figures of the unit where all of them are there, else with samples. */
export function previewOf(code: string, shown: Shown): Preview {
  const chain = chainOf(code, shown)
  const real = chain.every((one) => (shown.amounts?.get(one.code) ?? 0) > 0)
    ? told(code, chain, shown, true)
    : undefined
  return { words: real ?? told(code, chain, shown, false) ?? '', isReal: real !== undefined }
}

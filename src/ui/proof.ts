// How far a figure is proven, in words. No I/O.

import { t } from '#platform/i18n'
import { qualifierOfCounts } from '#platform/precision'
import { precisionWord, saidInWords } from '#platform/precision-words'

/** The parts of a figure by how far each is proven. They add up to the figure; no amount is in two of them. */
export interface Proof {
  declared: number
  evidenced: number
  confirmed: number
  verified: number
  /** How many of its entries say “more than” (trên), and how many “nearly” or “about”. */
  over?: number
  about?: number
}

/** From the weakest to the strongest. */
export const proofLevels = ['declared', 'evidenced', 'confirmed', 'verified'] as const
export type ProofLevel = (typeof proofLevels)[number]

export const totalOf = (proof: Proof): number =>
  proof.declared + proof.evidenced + proof.confirmed + proof.verified

/** “trên”: how exact a figure is, in a word; undefined where it is exact. A qualifier is never dropped. */
export const precisionOf = (proof: Pick<Proof, 'over' | 'about'>): string | undefined =>
  precisionWord(qualifierOfCounts(proof))

/** The whole of a figure in words: “trên 4.171”. */
export const totalInWords = (proof: Proof): string => saidInWords(totalOf(proof), qualifierOfCounts(proof))

/**
 * The share that is proven at all (evidenced or better), in whole percent.
 * Rounded down, never up: only what is proven to the last unit is 100 %.
 */
export function provenPercent(proof: Proof): number {
  const total = totalOf(proof)
  if (total <= 0) return 0
  const proven = Math.max(0, total - Math.max(0, proof.declared))
  // A thousandth of a percent forgives sums of decimals that miss a whole number by a hair.
  return Math.min(100, Math.floor((proven / total) * 100 + 0.00001))
}

/** “92 % có minh chứng”. */
export function provenInWords(proof: Proof): string {
  const total = totalOf(proof)
  if (total <= 0) return t('ui.proof.nothing')
  const percent = provenPercent(proof)
  if (percent > 0) return t('ui.proof.share', { percent })
  return proof.declared < total ? t('ui.proof.shareUnderOne') : t('ui.proof.none')
}

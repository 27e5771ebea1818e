import { asSystemSnapshot } from '#access'
import { type Difference, differences } from '../roll-up/store.ts'
import { countKept, namesOfUnits } from './store.ts'

/** What a proof of the figures has found: what differs, each with the name of its unit, and how much was compared. */
export type Proof = { differences: (Difference & { unitName: string | null })[]; cells: number }

/**
 * Counts everything that is derived from facts once more, beside what is kept, while people go on posting and reading.
 * A thousand differences at most are told: whoever sees so many rebuilds.
 */
export const proveFigures = (): Promise<Proof> =>
  asSystemSnapshot(async (tx) => {
    const found = await differences(tx)
    const names = await namesOfUnits(
      tx,
      found.flatMap(({ unitId }) => (unitId === null ? [] : [unitId])),
    )
    return {
      differences: found.map((one) => ({ ...one, unitName: names.get(one.unitId ?? '') ?? null })),
      cells: await countKept(tx),
    }
  })

import type { Actor } from '#access'
import { takeStep } from '#life'
import type { Tx } from '#platform/database'
import { inThreeDecimals } from '#platform/number'
import { Problem } from '#platform/problem'
import { decrypted } from '#platform/secret'
import { drawSample, hashOfList, hashOfSample, sampleSizeFor } from './draw.ts'
import { spotCheckLife } from './life.ts'
import { populationOf } from './population.ts'
import { columnsOfDraw, insertCandidates, type SpotCheck } from './store.ts'

/**
 * Draws the sample: the list is frozen and hashed, the seed revealed. Whoever has both draws the same.
 * @throws Problem `not_found_or_not_allowed`, `spot_check_is_drawn_already`, `spot_check_has_no_records`,
 *   `spot_check_has_too_many_records`
 */
export async function drawSampleOf(actor: Actor, id: string): Promise<void> {
  await takeStep(actor, spotCheckLife, id, 'draw', { change: (tx, check) => drawFrom(tx, check) })
}

async function drawFrom(tx: Tx, check: SpotCheck) {
  const { id } = check
  const list = await populationOf(tx, check)
  if (list.length === 0) throw new Problem('spot_check_has_no_records')

  const seed = decrypted(check.sealedSeed)
  const drawn = drawSample(list, sampleSizeFor(list.length, check), seed)
  const counted = new Map(list.map((one) => [one.id, one]))
  const draw = {
    seed,
    populationHash: hashOfList(list),
    sampleHash: hashOfSample(drawn),
    populationSize: list.length,
    sampleSize: drawn.filter(({ isDrawn }) => isDrawn).length,
    declared: inThreeDecimals(list.reduce((sum, { amount }) => sum + amount, 0)),
  }
  await insertCandidates(
    tx,
    id,
    drawn.map((one) => ({
      ...one,
      version: counted.get(one.id)?.version ?? 0,
      recorded: counted.get(one.id)?.recorded ?? 0,
    })),
  )
  return {
    sets: columnsOfDraw(draw),
    noted: { population: draw.populationHash, sample: draw.sampleHash },
  }
}

import type { BoundFigure } from '#papers'
import type { Reader } from '#platform/database'
import { qualifierOfCounts } from '#platform/precision'
import type { Example, Known } from '../grammar/index.ts'
import { oncePerResults, type Results } from '../results/gather-results.ts'
import type { RunInitiative } from '../results/results-store.ts'
import { count } from '../results/wording.ts'
import { type BestSum, bestOfGroups, type Candidate } from './store.ts'

/** Among which an example is looked for: a kind of a line; of a unit that is no area, a kind. */
const groupOf = ({ unit }: Results, { line, kind }: RunInitiative): string =>
  unit.isArea ? `${line ?? ''} ${kind}` : kind

/**
 * All initiatives that may serve as examples: public ones that run, do not serve people who need protection, and are not the only
 * one of their kind. Where some of a kind were recognised, one of these is the example.
 */
function candidatesOf(results: Results): Candidate[] {
  const running = results.initiatives.filter(({ isRunning }) => isRunning)
  return [...Map.groupBy(running, (one) => groupOf(results, one))].flatMap(([group, all]) => {
    const open = all.filter(({ isPublic, protectsPeople }) => isPublic && !protectsPeople)
    const recognised = open.filter(({ isRecognised }) => isRecognised)
    if (all.length < 2) return []
    return (recognised.length > 0 ? recognised : open).map(({ id, isRecognised }) => ({
      id,
      group,
      isRecognised,
    }))
  })
}

const bestIn = oncePerResults(
  async ({ db, results }: { db: Reader; results: Results }): Promise<Map<string, BestSum[]>> =>
    Map.groupBy(
      await bestOfGroups(db, candidatesOf(results), results.reported.span),
      ({ initiativeId }) => initiativeId,
    ),
)

/** The examples among some initiatives: of each kind the best, the best first. */
export async function pickExamples(
  told: { db: Reader; results: Results },
  own: readonly RunInitiative[],
  most: number,
): Promise<Example[]> {
  const best = await bestIn(told)
  const indicators = new Map(told.results.indicators.map((indicator) => [indicator.code, indicator]))
  return own
    .flatMap((initiative) => {
      const sums = best.get(initiative.id)
      return sums ? [{ initiative, sums }] : []
    })
    .toSorted((one, other) => (other.sums[0]?.rank ?? 0) - (one.sums[0]?.rank ?? 0))
    .slice(0, most)
    .map(({ initiative, sums }) => ({
      name: initiative.name,
      unitName: initiative.unitName,
      href: `/quan-ly/mo-hinh/${initiative.id}`,
      known: sums.flatMap((sum): Known[] => {
        const indicator = indicators.get(sum.indicator)
        if (!indicator || indicator.rule === 'derived') return []
        const qualifier = qualifierOfCounts(sum)
        const figure: BoundFigure = {
          ...count(sum.amount, `/quan-ly/mo-hinh/${initiative.id}`),
          ...(qualifier === 'exact' ? {} : { qualifier }),
        }
        const { nameVi: name, unitVi: unit, rule } = indicator
        return [{ code: sum.indicator, name, unit, rule, figure }]
      }),
    }))
}

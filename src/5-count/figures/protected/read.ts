import type { Reader } from '#platform/database'
import { neededFor } from '../derive.ts'
import { indicatorsOf } from '../store.ts'
import { protectedIndicators } from './store.ts'

/** The indicators of people who need protection, with all that is worked out from one of them. */
export async function indicatorsToWithhold(db: Reader): Promise<ReadonlySet<string>> {
  const codes = await protectedIndicators(db)
  const all = await indicatorsOf(db)
  return new Set(
    all.filter((one) => neededFor([one], all).some(({ code }) => codes.has(code))).map(({ code }) => code),
  )
}

import type { Reader } from '#platform/database'
import { documentsAbove, plansAbove } from './chain-store.ts'

/** The way up from a plan: the plans that it carries out, then the documents, to the first directive. */
export async function chainAbove(db: Reader, planId: string) {
  const plans = await plansAbove(db, planId)
  const documents = await documentsAbove(db, [...new Set(plans.flatMap(({ documentIds }) => documentIds))])
  return { plans, documents }
}
export type Chain = Awaited<ReturnType<typeof chainAbove>>

import { assureFacts, postFacts, reverseFacts } from '#figures'
import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'
import { themeOfDay } from '#themes'
import { amountsOfDocument } from './indicators.ts'
import { dayIsCounted } from './store.ts'

/** What is counted: a document that a unit issued. What it received counts where it was issued. */
export type Counted = {
  id: string
  unitId: string
  direction: 'issued' | 'received'
  type: string
  issuedOn: Day
}

/** Posts what an issued document adds to the figures: on its day, for its theme; evidenced once there is a file. */
export async function countDocument(
  tx: Tx,
  document: Counted,
  { themeIds, hasFile }: { themeIds: readonly string[]; hasFile: boolean },
): Promise<void> {
  if (document.direction !== 'issued') return
  const { isCounted } = await dayIsCounted(tx, document.unitId, document.issuedOn)
  // A document of a day on which documents are counted no more stands in the register alone.
  if (!isCounted) return
  const origin = {
    kind: 'document',
    id: document.id,
    unitId: document.unitId,
    day: document.issuedOn,
    seriesId: document.id,
    themeId: await themeOfDay(tx, document.unitId, themeIds, document.issuedOn),
  } as const
  await postFacts(
    tx,
    origin,
    hasFile ? 'evidenced' : 'declared',
    amountsOfDocument(document.type, document.unitId),
  )
}

/** Takes back what a document has added. */
export async function uncountDocument(tx: Tx, document: Counted): Promise<void> {
  if (document.direction === 'issued')
    await reverseFacts(tx, { kind: 'document', id: document.id, day: document.issuedOn })
}

/** Says anew how far a document is proven: a file has come, or the last is gone. */
export async function assureDocument(tx: Tx, document: Counted, hasFile: boolean): Promise<void> {
  if (document.direction === 'issued')
    await assureFacts(
      tx,
      { kind: 'document', id: document.id, day: document.issuedOn },
      hasFile ? 'evidenced' : 'declared',
    )
}

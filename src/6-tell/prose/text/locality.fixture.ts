import { asSystem } from '#access'
import { type Assurance, postFacts } from '#figures'
import { loadUnits, type NewPlacement, type NewReorganisation, type NewUnit } from '#org'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import type { Qualifier } from '#platform/precision'
import { loadTargets } from '#targets'
import { aPerson, aUnit } from '../../../../test/support/district.ts'
import type { PaperBlock, Piece } from '../../papers/content.ts'

type Placed = { line?: string; under?: NewUnit; from?: string; until?: string }

/** A made-up locality that a test builds piece by piece. */
export function aLocality() {
  const units: NewUnit[] = []
  const placements: NewPlacement[] = []
  const reorganisations: NewReorganisation[] = []
  const later: ((tx: Tx) => Promise<unknown>)[] = []
  const unit = (name: string, kind: string, placed: Placed = {}): NewUnit => {
    const { line, under, from = '2000-01-01', until } = placed
    const made = aUnit({ name, kind, line: line ?? null, validFrom: from, validTo: until ?? null })
    units.push(made)
    if (under) {
      const place = { unitId: made.id, parentId: under.id, validFrom: from, validTo: until ?? null }
      placements.push({ tree: 'area', ...place })
    }
    return made
  }
  return {
    unit,
    /** An initiative of a kind that comes with the software. */
    initiative(of: NewUnit, kind: string, name: string, recognisedOn?: string): string {
      const id = newId()
      later.push(async (tx) => {
        const row = { id, kind, unit_id: of.id, name, slug: `m-${id.slice(-10)}`, state: 'active' as const }
        await tx
          .insertInto('initiatives.initiative')
          .values({ ...row, started_on: '2025-01-10' })
          .execute()
        if (recognisedOn)
          await tx
            .insertInto('initiatives.life')
            .values({
              initiative_id: id,
              event: 'recognised',
              day: recognisedOn,
              document: 'QĐ 12/QĐ-UBND',
            })
            .execute()
      })
      return id
    },
    /** What somebody counted on a day, or for many days up to it. */
    fact(
      of: NewUnit,
      day: string,
      amounts: Record<string, number>,
      more: { series?: string; since?: string; qualifier?: Qualifier; assurance?: Assurance } = {},
    ): void {
      const { series = newId(), since, qualifier = 'exact', assurance = 'declared' } = more
      const origin = { kind: 'activity' as const, id: newId(), unitId: of.id, day, since, seriesId: series }
      later.push((tx) =>
        postFacts(
          tx,
          origin,
          assurance,
          Object.entries(amounts).map(([indicator, amount]) => ({ indicator, amount, qualifier })),
        ),
      )
    },
    /** Units that became one. */
    merge(from: readonly NewUnit[], into: NewUnit, day: string): void {
      const successions = from.map(({ id }) => ({ fromUnitId: id, toUnitId: into.id }))
      reorganisations.push({ kind: 'merge', day, document: 'Nghị quyết 1682/NQ-UBTVQH15', successions })
    },
    /** What a unit is to reach in 2025, set by itself or by one above. */
    target(of: NewUnit, indicator: string, amount: number, by: NewUnit): void {
      const given = {
        amount,
        direction: 'at_least' as const,
        basis: 'flow' as const,
        documentId: null,
        note: '',
        reason: '',
      }
      const row = { id: newId(), unitId: of.id, indicator, year: 2025, setByUnitId: by.id, given }
      later.push((tx) => loadTargets(tx, { fresh: [row], next: [] }))
    },
    /** Writes all of it, and gives somebody who may read the reports of a unit. */
    build: (leads: NewUnit) =>
      asSystem('test.locality', async (tx) => {
        await loadUnits(tx, { units, placements, reorganisations })
        for (const write of later) await write(tx)
        return aPerson(tx, 'Lãnh Đạo', { role: 'leader', unitId: leads.id })
      }),
  }
}

const wordOf = (piece: Piece): string =>
  typeof piece === 'string'
    ? piece
    : 'shown' in piece
      ? piece.shown
      : 'words' in piece
        ? piece.words
        : `[${piece.gone}]`

/** Words of a block as somebody reads them; cells of a row stand beside each other. */
export function linesOfBlock(block: PaperBlock): string[] {
  const join = (pieces: Piece | readonly Piece[]) =>
    [pieces]
      .flat()
      .map((piece) => wordOf(piece as Piece))
      .join('')
  switch (block.kind) {
    case 'heading':
      return [`## ${block.text}`]
    case 'paragraph':
    case 'note':
      return [join(block.pieces)]
    case 'list':
      return block.items.map((item) => `- ${join(item)}`)
    case 'table':
      return [...block.rows, ...(block.total ? [block.total] : [])].map((row) =>
        row.map((cell) => join(cell)).join(' | '),
      )
    default:
      return [`(${block.kind})`]
  }
}

import { type Actor, look, mayIn, note, perform } from '#access'
import { freeSlugs, initiativeOf, loadInitiatives } from '#initiatives'
import { currentForm } from '#kinds'
import { kindsOf, linesOf, nameOf } from '#org'
import type { Reader, Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import {
  namesOfUnits,
  type RuleUnit,
  refuseUnfit,
  type SelectionRule,
  selectsNothing,
  unitsOfRule,
} from '#tasks'
import { targetTakenOver } from '../guide/rules.ts'
import { guideOf, loadGuides, loadTargets, targetsOf } from '../guide/store.ts'
import { canBeCopied } from '../replication/rules.ts'
import type { RollOutEntry } from './entry.ts'
import { type Standing, standingsOf, unitsToRollOutFrom } from './store.ts'

/** More units than that nobody reads on a page; the heading says how many there are. */
const mostShown = 200

/** A unit of a rule, and whether it gets the initiative. */
export type Reached = RuleUnit & { standing: Standing }

async function reachedBy(
  db: Reader,
  source: { id: string; kind: string; name: string },
  given: { rootId: string; rule: SelectionRule; day: Day },
): Promise<Reached[]> {
  const units = await unitsOfRule(db, given.rootId, given.rule, given.day)
  const standings = await standingsOf(
    db,
    source,
    units.map(({ id }) => id),
  )
  return units.map((unit) => ({ ...unit, standing: standings.get(unit.id) ?? 'fresh' }))
}

const sourceOf = async (actor: Actor, id: string) => {
  const source = await initiativeOf(actor, id)
  if (!canBeCopied(source.state)) throw new Problem('initiative_is_not_to_be_copied_yet')
  return source
}

/**
 * What is needed to roll an initiative out: from which units this person may, from what the others are chosen, and whom the rule means
 * so far. @throws Problem `not_found_or_not_allowed`, `initiative_is_not_to_be_copied_yet`
 */
export async function formForRollOut(
  actor: Actor,
  id: string,
  rootId: string | undefined,
  rule: SelectionRule,
  day: Day = today(),
) {
  const source = await sourceOf(actor, id)
  const roots = await look(actor, 'initiative.propose', null, unitsToRollOutFrom)
  const root = roots.find((one) => one.id === rootId) ?? roots[0]
  if (!root) throw new Problem('not_found_or_not_allowed')
  return look(actor, 'initiative.propose', root.id, async (db) => {
    const reached = selectsNothing(rule) ? [] : await reachedBy(db, source, { rootId: root.id, rule, day })
    return {
      source,
      roots,
      root,
      mayBegin: await mayIn(db, 'initiative.decide', root.id),
      kinds: (await kindsOf(db)).map((kind) => ({ code: kind.code, name: nameOf(kind) })),
      lines: (await linesOf(db)).map((line) => ({ code: line.code, name: nameOf(line) })),
      names: await namesOfUnits(db, [
        ...rule.plus,
        ...rule.minus,
        ...(rule.beneathId ? [rule.beneathId] : []),
      ]),
      fresh: reached.filter(({ standing }) => standing === 'fresh').length,
      skipped: reached.filter(({ standing }) => standing !== 'fresh').slice(0, mostShown),
      skippedCount: reached.filter(({ standing }) => standing !== 'fresh').length,
      shown: reached.filter(({ standing }) => standing === 'fresh').slice(0, mostShown),
    }
  })
}

/**
 * Rolls an initiative out to all units of a rule beneath one's own, in one step: each gets an initiative of its own with form, guide and
 * targets of the first, linked to it. Units that have it are left out.
 * @returns how many units got it
 * @throws Problem `not_found_or_not_allowed`, `initiative_is_not_to_be_copied_yet`, `initiative_kind_has_no_form`, `seen_is_outdated`,
 *   `initiative_step_is_in_future`, and those of `refuseUnfit`
 */
export async function rollOutInitiative(
  actor: Actor,
  id: string,
  { rootId, rule, entry }: { rootId: string; rule: SelectionRule; entry: RollOutEntry },
  day: Day = today(),
): Promise<number> {
  const source = await sourceOf(actor, id)
  if (entry.startedOn !== '' && entry.startedOn > day)
    throw new Problem('initiative_step_is_in_future', {}, { field: 'startedOn' })
  return perform(actor, 'initiative.propose', rootId, async (tx) => {
    if (!(await currentForm(tx, source.kind))) throw new Problem('initiative_kind_has_no_form')
    if (entry.startedOn !== '' && !(await mayIn(tx, 'initiative.decide', rootId)))
      throw new Problem('not_found_or_not_allowed')
    await refuseUnfit(tx, rootId, rule.plus, day)
    const named = { id, kind: source.kind, name: entry.name }
    const reached = await reachedBy(tx, named, { rootId, rule, day })
    const fresh = reached.filter(({ standing }) => standing === 'fresh')
    if (fresh.length === 0 || fresh.length !== entry.expected) throw new Problem('seen_is_outdated')
    const ids = await writeCopies(tx, { source, entry, units: fresh, day, personId: actor.personId })
    note(tx, { initiative: id, rolledOut: ids.length, skipped: reached.length - fresh.length })
    return ids.length
  })
}

async function writeCopies(
  tx: Tx,
  given: {
    source: Awaited<ReturnType<typeof initiativeOf>>
    entry: RollOutEntry
    units: readonly Reached[]
    day: Day
    personId: string
  },
): Promise<string[]> {
  const { source, entry, units, day, personId } = given
  const slugs = await freeSlugs(
    tx,
    units.map(() => entry.name),
  )
  const guide = await guideOf(tx, source.id)
  const targets = await targetsOf(tx, source.id)
  const begins = entry.startedOn || null
  const step = { document: entry.document || null, note: null, unitId: null, personId }
  const steps = begins === null ? (['proposed'] as const) : (['proposed', 'registered', 'active'] as const)
  const rows = units.map((unit, index) => ({
    id: newId(),
    kind: source.kind,
    unitId: unit.id,
    name: entry.name,
    slug: slugs[index] ?? '',
    summary: source.summary,
    state: begins === null ? ('proposed' as const) : ('active' as const),
    startedOn: begins,
    endedOn: null,
    createdBy: personId,
    copiedFrom: source.id,
    life: steps.map((event) => ({ event, day: begins ?? day, ...step })),
  }))
  const perStatement = 1000
  for (let first = 0; first < rows.length; first += perStatement) {
    const some = rows.slice(first, first + perStatement)
    await loadInitiatives(tx, some)
    if (guide)
      await loadGuides(
        tx,
        some.map((row) => ({ ...guide, initiativeId: row.id })),
        personId,
      )
    await loadTargets(
      tx,
      some.flatMap((row) =>
        targets.map((target) => ({
          ...targetTakenOver(target, source.startedOn, begins ?? day),
          initiativeId: row.id,
        })),
      ),
      personId,
    )
  }
  return rows.map((row) => row.id)
}

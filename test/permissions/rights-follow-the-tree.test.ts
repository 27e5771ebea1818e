import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { activityPage, checkActivity, recordActivity } from '#activities'
import { loadUnits, type NewUnit } from '#org'
import { database, inTransaction } from '#platform/database'
import { newId } from '#platform/ids'
import { addDays, type Day, today } from '#platform/time'
import { reorganise } from '../../src/1-ground/org/reorganise/reorganise.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, anEntry, aPerson, aUnit } from '../support/district.ts'

// Today's tree decides who writes and manages; who stood above before reads the records of that time (decision 0039).
useDatabase()

describe('a unit that has moved to another superior', () => {
  let at: Awaited<ReturnType<typeof aDistrict>>
  let before: ReturnType<typeof anEntry>
  let after: ReturnType<typeof anEntry>
  const verdict = {
    seen: 1,
    verdict: 'rejected' as const,
    reason: 'Không đúng',
    field: '',
    publishPhotos: false,
  }

  beforeAll(async () => {
    at = await aDistrict()
    const administrator = await asSystem('test.people', (tx) =>
      aPerson(tx, 'Quản trị tỉnh', { role: 'administrator', unitId: at.province }),
    )
    before = anEntry(at.initiativeId, { day: '2026-01-10' })
    await recordActivity(at.recorder, before)
    const move = { kind: 'transfer', tree: 'area', unitId: at.union, parentId: at.neighbour } as const
    await reorganise(administrator, { ...move, id: newId(), day: '2026-02-01', document: 'Quyết định thử' })
    after = anEntry(at.initiativeId, { day: '2026-03-10' })
    await recordActivity(at.recorder, after)
  })

  test('has its records checked by the new superior, no more by the former one', async () => {
    await expect(checkActivity(at.checker, before.id, verdict)).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
    const past = await inTransaction({ role: 'lantoa_app', personId: at.checker.personId }, (tx) =>
      sql`update activities.activity set summary = 'x' where id = ${before.id}`.execute(tx),
    )
    expect(Number(past.numAffectedRows)).toBe(0)
    await checkActivity(at.stranger, before.id, verdict)
  })

  test('shows the former superior what was recorded in its time, and nothing of after', async () => {
    const page = await activityPage(at.checker, before.id)

    expect(page.activity.id).toBe(before.id)
    expect(page.may).toEqual({ correct: false, reopen: false, check: false, publish: false })
    await expect(activityPage(at.checker, after.id)).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })
    expect((await activityPage(at.stranger, after.id)).activity.id).toBe(after.id)
  })
})

/** A unit of the model: from when to when it stands, where, and who took it over whole. */
type Modelled = {
  id: string
  from: Day
  until: Day | null
  places: { parent: string; from: Day; until: Day | null }[]
  heir: string | null
}
const holds = (span: { from: Day; until: Day | null }, day: Day): boolean =>
  span.from <= day && (span.until === null || day < span.until)

/** The rule in words: a unit that stands is where it stands; one that has ended is where its heir is, else where it was last. */
function superiors(units: Map<string, Modelled>, id: string, day: Day): string[] {
  const unit = units.get(id)
  if (!unit) return []
  if (holds(unit, day))
    return [id, ...unit.places.filter((p) => holds(p, day)).flatMap((p) => superiors(units, p.parent, day))]
  if (unit.heir) return [id, ...superiors(units, unit.heir, day)]
  const last = unit.places.at(-1)
  return [id, ...(last ? superiors(units, last.parent, day) : [])]
}
/** A unit and whoever took its place since: a role on it is a role on them. */
function actingFor(units: Map<string, Modelled>, id: string, day: Day): string[] {
  const unit = units.get(id)
  return unit?.heir && !holds(unit, day) ? [id, ...actingFor(units, unit.heir, day)] : [id]
}

/** Above whom a unit stood on a day, as the tree was then. */
function stoodUnder(units: Map<string, Modelled>, id: string, day: Day): string[] {
  const unit = units.get(id)
  if (!unit || !holds(unit, day)) return []
  return [id, ...unit.places.filter((p) => holds(p, day)).flatMap((p) => stoodUnder(units, p.parent, day))]
}

/** Numbers that look random and are the same in every run. */
function dice(seed: number) {
  let state = seed
  return (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

describe('after random reorganisations', () => {
  test.each([1, 2, 3, 4, 5, 6])(
    '(%i) exactly those cover a unit whom today’s tree puts above it',
    async (seed) => {
      const roll = dice(seed)
      const units = new Map<string, Modelled>()
      const start = '2020-01-01'
      const model = (unit: NewUnit, parent: string | null): void => {
        units.set(unit.id, {
          id: unit.id,
          from: unit.validFrom,
          until: null,
          places: parent ? [{ parent, from: unit.validFrom, until: null }] : [],
          heir: null,
        })
      }
      const make = (kind: string, name: string) => aUnit({ name: `${name} ${seed}`, kind, validFrom: start })
      const provinces = [make('province', 'Tỉnh A'), make('province', 'Tỉnh B')]
      const communes = Array.from({ length: 6 }, (_, i) => make('commune', `Xã ${i}`))
      const hamlets = Array.from({ length: 10 }, (_, i) => make('hamlet', `Ấp ${i}`))
      for (const unit of provinces) model(unit, null)
      communes.forEach((unit, i) => {
        model(unit, provinces[i % 2]?.id ?? '')
      })
      hamlets.forEach((unit, i) => {
        model(unit, communes[i % 6]?.id ?? '')
      })
      const administrator = await asSystem('test.tree', async (tx) => {
        await loadUnits(tx, {
          units: [...provinces, ...communes, ...hamlets],
          placements: [...units.values()].flatMap((unit) =>
            unit.places.map((place) => ({
              tree: 'area' as const,
              unitId: unit.id,
              parentId: place.parent,
              validFrom: start,
              validTo: null,
            })),
          ),
        })
        return aPerson(tx, 'Quản trị', ...provinces.map(({ id }) => ({ role: 'administrator', unitId: id })))
      })

      const level = new Map([
        ...communes.map(({ id }) => [id, 1] as const),
        ...hamlets.map(({ id }) => [id, 2] as const),
      ])
      let day = '2021-01-01'
      for (let step = 0; step < 14; step += 1) {
        day = addDays(day, 20 + roll(200))
        if (step === 12) day = addDays(today(), 30)
        await oneDecision(administrator, units, level, roll, day)
      }

      const now = today()
      const ids = [...units.keys()]
      const { rows } = await sql<{ root: string; unit: string; one: boolean; listed: boolean }>`
      select root, unit, access.reaches(array[root], unit) as one,
             unit in (select access.covered_by(array[root])) as listed
        from unnest(${ids}::uuid[]) as root, unnest(${ids}::uuid[]) as unit`.execute(database())
      const wrong = rows.filter(({ root, unit, one, listed }) => {
        const expected = superiors(units, unit, now).includes(root)
        return one !== expected || listed !== expected
      })
      expect(rows.length).toBe(ids.length ** 2)
      expect(wrong).toEqual([])

      // Read may also be what was recorded while one stood above, and no day of before or after.
      for (const root of ids) {
        const reader = await asSystem('test.reader', (tx) =>
          aPerson(tx, 'Người đọc', { role: 'inspector', unitId: root }),
        )
        const held = actingFor(units, root, now)
        const days = Array.from({ length: 4 }, () => addDays(start, roll(2400)))
        const read = await inTransaction({ role: 'lantoa_app', personId: reader.personId }, (tx) =>
          sql<{ unit: string; day: Day; may: boolean }>`
            select unit, day, unit = any ((select access.formerly_for('activity.read'))::uuid[])
                              and access.stood_above('activity.read', unit, day) as may
              from unnest(${ids}::uuid[]) as unit, unnest(${days}::date[]) as day`.execute(tx),
        )
        const misread = read.rows.filter(({ unit, day: then, may }) => {
          const above = stoodUnder(units, unit, then)
          const stood = held.some((one) => above.includes(one))
          return (
            may !== (then <= now && stood && !held.some((one) => superiors(units, unit, now).includes(one)))
          )
        })
        expect(misread).toEqual([])
      }
    },
  )
})

/** One decision of a random kind among units that stand, carried out in the system and in the model alike. */
async function oneDecision(
  administrator: Actor,
  units: Map<string, Modelled>,
  level: Map<string, number>,
  roll: (sides: number) => number,
  day: Day,
): Promise<void> {
  const standing = [...units.values()].filter((unit) => holds(unit, day) && unit.until === null)
  const of = (wanted: number) => standing.filter(({ id }) => level.get(id) === wanted)
  const beneath = (id: string) => standing.filter((one) => one.places.at(-1)?.parent === id)
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)] as T
  const move = (unit: Modelled, parent: string): void => {
    const last = unit.places.at(-1)
    if (last) last.until = day
    unit.places.push({ parent, from: day, until: null })
  }
  const end = (unit: Modelled): void => {
    unit.until = day
    const last = unit.places.at(-1)
    if (last) last.until = day
  }
  const head = { id: newId(), day, document: 'Nghị quyết thử' }
  const communes = of(1)
  const [one, other] = [pick(communes), pick(communes)]
  if (!one || !other) return
  switch (pick(['rename', 'merge', 'split', 'transfer', 'dissolve'] as const)) {
    case 'rename':
      return reorganise(administrator, {
        ...head,
        kind: 'rename',
        unitId: one.id,
        name: `Tên ${head.id}`,
        shortName: 'Tên',
      })
    case 'transfer': {
      const hamlet = pick(of(2))
      if (!hamlet || hamlet.places.at(-1)?.parent === one.id) return
      await reorganise(administrator, {
        ...head,
        kind: 'transfer',
        tree: 'area',
        unitId: hamlet.id,
        parentId: one.id,
      })
      return move(hamlet, one.id)
    }
    case 'merge': {
      if (one.id === other.id || communes.length < 3) return
      await reorganise(administrator, { ...head, kind: 'merge', from: [one.id], into: { unitId: other.id } })
      for (const hamlet of beneath(one.id)) move(hamlet, other.id)
      end(one)
      one.heir = other.id
      return
    }
    case 'split': {
      const more = communes.filter(({ id }) => id !== one.id)
      const [first, second] = [pick(more), pick(more)]
      if (!first || !second || first.id === second.id || communes.length < 4) return
      const parts = [first, second].map((part, index) => ({
        into: { unitId: part.id },
        share: 0.5,
        beneath: beneath(one.id)
          .filter((_, at) => at % 2 === index)
          .map(({ id }) => id),
      }))
      const moving = beneath(one.id)
      await reorganise(administrator, { ...head, kind: 'split', unitId: one.id, ends: true, parts })
      moving.forEach((hamlet, at) => {
        move(hamlet, (at % 2 === 0 ? first : second).id)
      })
      return end(one)
    }
    case 'dissolve': {
      const hamlet = pick(of(2))
      if (!hamlet) return
      await reorganise(administrator, { ...head, kind: 'dissolve', unitId: hamlet.id, parentId: null })
      return end(hamlet)
    }
  }
}

test('policies for changes ask where a right is held, not for all units of it (decision 0039)', async () => {
  const { rows } = await sql<{ policy: string }>`
    select format('%s on %s.%s', policyname, schemaname, tablename) as policy from pg_policies
     where cmd <> 'SELECT' and (coalesce(qual, '') || coalesce(with_check, '')) ~ 'units_for'
       and (coalesce(qual, '') || coalesce(with_check, '')) !~ '<@|cardinality' order by 1`.execute(
    database(),
  )

  expect(rows.map(({ policy }) => policy)).toEqual([])
})

import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '#platform/database'
import { asLike } from '#platform/finding'
import type { Day, Span } from '#platform/time'
import type { Tree } from './entry.ts'

/** A unit as lists show it. */
export type Unit = {
  id: string
  name: string
  shortName: string
  slug: string
  kind: string
  line: string | null
  officialCode: string | null
  validFrom: Day
  /** The first day on which it no longer stands. */
  validTo: Day | null
}

/** A unit that was found, with where it lies. */
export type FoundUnit = Unit & { areaName: string | null; rank: number }

/** What is looked for. All that is given must fit. */
export type UnitSearch = {
  text?: string | undefined
  line?: string | undefined
  kind?: string | undefined
  /** Only units beneath this one (itself included), in either tree, at any time. */
  under?: string | undefined
  /** Only units that stood on this day. */
  onDay?: Day | undefined
  /** The last row of the page before. */
  after?: { rank: number; name: string; id: string } | undefined
  limit: number
}

const unitColumns = [
  'unit.id',
  'unit.name',
  'unit.short_name as shortName',
  'unit.slug',
  'unit.kind',
  'unit.line',
  'unit.official_code as officialCode',
  'unit.valid_from as validFrom',
  'unit.valid_to as validTo',
] as const

const standsOn = (day: Day | undefined) =>
  sql<boolean>`daterange(unit.valid_from, unit.valid_to) @> ${day}::date`

const units = (db: Reader) => db.selectFrom('org.unit as unit').select(unitColumns)

// Names are put in order as a Vietnamese dictionary does it: Cần before Cầu, Đ after D.
const inOrder = sql<string>`unit.name collate org.names`

const pattern = (word: string): string => `%${asLike(word)}%`

// A number is looked for from its first digit: 281 finds 28111, and 1 finds hamlet 1, but not every code that has a 1.
const holds = (text: RawBuilder<unknown>, word: string) =>
  /^\d+$/.test(word)
    ? sql<boolean>`(${text} like ${`${word}%`} or ${text} like ${`% ${word}%`})`
    : sql<boolean>`${text} like ${pattern(word)}`

const liesIn = (word: string) => sql`or exists (
  select from org.beneath join org.unit as area on area.id = beneath.ancestor_id join org.kind on kind.code = area.kind
   where beneath.unit_id = unit.id and beneath.tree = 'area' and kind.level in ('commune', 'base')
     and ${holds(sql.ref('area.search'), word)})`

/**
 * Units by name, code or line, best first. `words` must be plain (lower case, no diacritics). `wide` also looks at the
 * names of the areas in which a unit lies, which finds “ấp 1 long trạch”; it is slower.
 */
export function unitsLike(
  db: Reader,
  words: string[],
  wide: boolean,
  search: UnitSearch,
): Promise<FoundUnit[]> {
  const whole = words.join(' ')
  const rank = sql<number>`case when unit.official_code = ${whole.toUpperCase()} then 0
    when starts_with(unit.official_code, ${whole.toUpperCase()}) then 1
    when unit.search like ${`${pattern(whole).slice(1)}`} then 2
    when unit.search like ${pattern(whole)} and unit.kind in (select code from org.kind where is_area) then 3
    when unit.search like ${pattern(whole)} then 4 else 5 end`
  const { after } = search
  return units(db)
    .select(rank.as('rank'))
    .select((eb) => parentName(eb, 'area').as('areaName'))
    .where((eb) =>
      eb.and(
        words.map(
          (word) => sql<boolean>`(${holds(sql.ref('unit.search'), word)}
            or unit.line = any (array(select code from org.line where org.plain(name_vi) like ${pattern(word)}))
            ${wide ? liesIn(word) : sql``})`,
        ),
      ),
    )
    .$if(search.line !== undefined, (query) => query.where('unit.line', '=', search.line ?? null))
    .$if(search.kind !== undefined, (query) => query.where('unit.kind', '=', search.kind ?? ''))
    .$if(search.under !== undefined, (query) =>
      query.where(
        sql<boolean>`unit.id in (select unit_id from org.beneath where ancestor_id = ${search.under}::uuid)`,
      ),
    )
    .$if(search.onDay !== undefined, (query) => query.where(standsOn(search.onDay)))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(${rank}, ${inOrder}, unit.id) > (${after?.rank}::int, ${after?.name}::text, ${after?.id}::uuid)`,
      ),
    )
    .orderBy(rank)
    .orderBy(inOrder)
    .orderBy('unit.id')
    .limit(search.limit)
    .execute()
}

// The place that a unit has last had: of an abolished unit, the one in which it ended.
const parentName = (_: unknown, tree: Tree) => sql<string | null>`(
  select parent.name from org.placement join org.unit as parent on parent.id = placement.parent_id
   where placement.unit_id = unit.id and placement.tree = ${tree} order by placement.valid_from desc limit 1)`

/** The unit of an id. */
export function unitById(db: Reader, id: string): Promise<Unit | undefined> {
  return units(db).where('unit.id', '=', id).executeTakeFirst()
}

/** The unit of an address. */
export function unitWithSlug(db: Reader, slug: string): Promise<Unit | undefined> {
  return units(db).where('unit.slug', '=', slug).executeTakeFirst()
}

/** See `unitByCode` in read.ts. */
export function unitWithCode(db: Reader, code: string, day: Day): Promise<Unit | undefined> {
  return units(db).where('unit.official_code', '=', code).where(standsOn(day)).executeTakeFirst()
}

/** Where a unit has stood, newest first. */
export type PlaceHeld = {
  id: string
  tree: Tree
  parentId: string
  parentName: string
  parentSlug: string
  validFrom: Day
  validTo: Day | null
}
export function placesOf(db: Reader, unitId: string): Promise<PlaceHeld[]> {
  return db
    .selectFrom('org.placement as placement')
    .innerJoin('org.unit as parent', 'parent.id', 'placement.parent_id')
    .select([
      'placement.id',
      sql<Tree>`placement.tree`.as('tree'),
      'placement.parent_id as parentId',
      'parent.name as parentName',
      'parent.slug as parentSlug',
      'placement.valid_from as validFrom',
      'placement.valid_to as validTo',
    ])
    .where('placement.unit_id', '=', unitId)
    .orderBy('placement.tree')
    .orderBy('placement.valid_from', 'desc')
    .limit(100)
    .execute()
}

/** The units directly beneath a unit on any of some days, areas first, in the order of their kinds and names. */
export function unitsDirectlyBeneath(
  db: Reader,
  unitId: string,
  tree: Tree,
  days: Span,
  limit: number,
): Promise<Unit[]> {
  return units(db)
    .distinctOn([sql`kind.is_area`, inOrder, 'unit.id'])
    .innerJoin('org.beneath as beneath', 'beneath.unit_id', 'unit.id')
    .innerJoin('org.kind as kind', 'kind.code', 'unit.kind')
    .where('beneath.ancestor_id', '=', unitId)
    .where('beneath.tree', '=', tree)
    .where('beneath.distance', '=', 1)
    .where(sql<boolean>`beneath.valid && daterange(${days.from}::date, ${days.until}::date)`)
    .orderBy('kind.is_area', 'desc')
    .orderBy(inOrder)
    .orderBy('unit.id')
    .limit(limit)
    .execute()
}

/** The units above a unit on a day, from the root down to the unit itself. */
export function unitsAbove(db: Reader, unitId: string, tree: Tree, day: Day): Promise<Unit[]> {
  return units(db)
    .innerJoin('org.beneath as beneath', 'beneath.ancestor_id', 'unit.id')
    .where('beneath.unit_id', '=', unitId)
    .where('beneath.tree', '=', tree)
    .where(sql<boolean>`beneath.valid @> ${day}::date`)
    .orderBy('beneath.distance', 'desc')
    .limit(20)
    .execute()
}

/** One unit whose work was carried on, or that carries it on, and the decision that said so. */
export type Carried = {
  unitId: string
  name: string
  slug: string
  officialCode: string | null
  day: Day
  kind: string
  document: string
  source: string | null
  share: number | null
}
export function successionsOf(db: Reader, unitId: string, direction: 'from' | 'to'): Promise<Carried[]> {
  const [mine, other] =
    direction === 'from'
      ? (['succession.to_unit_id', 'succession.from_unit_id'] as const)
      : (['succession.from_unit_id', 'succession.to_unit_id'] as const)
  return db
    .selectFrom('org.succession as succession')
    .innerJoin('org.reorganisation as decision', 'decision.id', 'succession.reorganisation_id')
    .innerJoin('org.unit as unit', 'unit.id', other)
    .select([
      'unit.id as unitId',
      'unit.name',
      'unit.slug',
      'unit.official_code as officialCode',
      'decision.day',
      'decision.kind',
      'decision.document',
      'decision.source',
      sql<number | null>`succession.share`.as('share'),
    ])
    .where(mine, '=', unitId)
    .orderBy('decision.day')
    .orderBy(inOrder)
    .limit(200)
    .execute()
}

/** See `scopeOf` in read.ts. */
export async function scopeUnits(db: Reader, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from org.scope(${unitId}::uuid) as id`.execute(db)
  return rows.map(({ id }) => id)
}

/** A kind or a line, with its name in both languages. */
export type Named = { code: string; nameVi: string; nameEn: string }
export type Kind = Named & { level: string; isArea: boolean }

export function allKinds(db: Reader): Promise<Kind[]> {
  return db
    .selectFrom('org.kind')
    .select(['code', 'name_vi as nameVi', 'name_en as nameEn', 'level', 'is_area as isArea'])
    .orderBy(sql`array_position(array['province', 'district', 'commune', 'base'], level)`)
    .orderBy('is_area', 'desc')
    .orderBy('code')
    .execute()
}

export const allLines = (db: Reader, { inUse = false } = {}): Promise<Named[]> =>
  db
    .selectFrom('org.line')
    .select(['code', 'name_vi as nameVi', 'name_en as nameEn'])
    .$if(inUse, (query) =>
      query.where(sql<boolean>`exists (select from org.unit where unit.line = line.code)`),
    )
    .orderBy('position')
    .execute()

/** The areas that stand beneath no other on a day: where the tree begins. */
export function topAreas(db: Reader, day: Day, limit: number): Promise<Unit[]> {
  return units(db)
    .innerJoin('org.kind as kind', 'kind.code', 'unit.kind')
    .where('kind.is_area', '=', true)
    .where(standsOn(day))
    .where(
      sql<boolean>`not exists (select from org.beneath where beneath.unit_id = unit.id and beneath.tree = 'area'
                                  and beneath.distance = 1 and beneath.valid @> ${day}::date)`,
    )
    .orderBy(inOrder)
    .limit(limit)
    .execute()
}

/** Decisions about one unit: its names, its moves, its end. Newest first. */
export function decisionsAbout(db: Reader, unitId: string) {
  return db
    .selectFrom('org.reorganisation')
    .select(['kind', 'day', 'document', 'note'])
    .where('unit_id', '=', unitId)
    .orderBy('day', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}

/** Whether the person of this transaction may manage a unit, or any unit at all where `unitId` is null. */
export async function isManaged(db: Reader, unitId: string | null): Promise<boolean> {
  const { rows } = await sql<{ managed: boolean }>`
    select case when ${unitId}::uuid is null then cardinality(access.held_for('unit.manage')) > 0
                else access.reaches(access.held_for('unit.manage'), ${unitId}::uuid) end as managed`.execute(
    db,
  )
  return rows[0]?.managed ?? false
}

/** Whether some areas have units of the base: hamlets, cells, branches. */
export async function isAnyBase(db: Reader, areas: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from org.beneath join org.unit on unit.id = beneath.unit_id join org.kind on kind.code = unit.kind
      where beneath.ancestor_id = any (${[...areas]}::uuid[]) and kind.level = 'base') as "is"`.execute(db)
  return rows[0]?.is ?? false
}

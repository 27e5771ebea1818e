import { sql } from 'kysely'
import { asSystem } from '#access'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { addDays, type Day } from '#platform/time'

/** Numbers that look random and are the same every time. */
export function dice(seed: number) {
  let state = seed * 2_654_435_761 + 1
  const next = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296
  }
  return {
    below: (count: number): number => Math.floor(next() * count),
    one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    chance: (share: number): boolean => next() < share,
  }
}
export type Dice = ReturnType<typeof dice>

type Unit = { id: string; kind: string; line: string | null; from: Day; until: Day | null }
type Placement = { tree: string; unit: string; parent: string; from: Day; until: Day | null }
type Succession = { from: string; to: string; share: number | null; day: Day }
type Fact = {
  id: string
  unit: string
  indicator: string
  rule: 'sum' | 'stock'
  /** The first day; of a fact of one day its day. */
  since: Day
  day: Day
  amount: number
  assurance: string
  series: string
  theme: string | null
  order: number
  reversed: boolean
}

/**
 * A small country whose units are merged, split, moved and dissolved at random, with facts posted, corrected and
 * rejected in between. It is kept in the database and, beside it, as plain lists from which figures can be counted by
 * the definition alone.
 */
export class RandomHistory {
  readonly units: Unit[] = []
  readonly placements: Placement[] = []
  readonly successions: Succession[] = []
  readonly facts: Fact[] = []
  /** A third of all facts stand under it. */
  readonly theme = newId()
  readonly #series = Array.from({ length: 6 }, () => newId())
  #order = 0
  readonly dice: Dice

  constructor(seed: number) {
    this.dice = dice(seed)
  }

  async begin(): Promise<void> {
    await asSystem('test.random', async (tx) => {
      await sql`insert into figures.theme (id, name_vi, name_en, valid_from)
        values (${this.theme}, 'Chuyên đề', 'Theme', '2000-01-01')`.execute(tx)
      const country = await this.#unit(tx, 'country', null, '2000-01-01')
      for (let province = 0; province < 3; province += 1) {
        const area = await this.#unit(tx, 'province', null, '2000-01-01')
        await this.#place(tx, 'area', area.id, country.id, '2000-01-01')
        const union = await this.#unit(tx, 'provincial_organisation', 'women', '2000-01-01')
        await this.#place(tx, 'area', union.id, area.id, '2000-01-01')
        for (let commune = 0; commune < 3; commune += 1) {
          const part = await this.#unit(tx, 'commune', null, '2000-01-01')
          await this.#place(tx, 'area', part.id, area.id, '2000-01-01')
          for (const line of ['women', 'youth']) {
            const branch = await this.#unit(tx, 'branch', line, '2000-01-01')
            await this.#place(tx, 'area', branch.id, part.id, '2000-01-01')
            if (line === 'women') await this.#place(tx, 'line', branch.id, union.id, '2000-01-01')
          }
        }
      }
    })
  }

  async #unit(tx: Tx, kind: string, line: string | null, from: Day): Promise<Unit> {
    const unit = { id: newId(), kind, line, from, until: null }
    await sql`insert into org.unit (id, kind, line, name, short_name, slug, valid_from)
      values (${unit.id}, ${kind}, ${line}, ${kind}, ${kind}, ${`u-${unit.id}`}, ${from})`.execute(tx)
    this.units.push(unit)
    return unit
  }

  async #place(tx: Tx, tree: string, unit: string, parent: string, from: Day): Promise<void> {
    await sql`insert into org.placement (tree, unit_id, parent_id, valid_from) values (${tree}, ${unit}, ${parent}, ${from})`.execute(
      tx,
    )
    this.placements.push({ tree, unit, parent, from, until: null })
  }

  async #cut(tx: Tx, place: Placement, day: Day): Promise<void> {
    await sql`update org.placement set valid_to = ${day} where tree = ${place.tree} and unit_id = ${place.unit} and valid_from = ${place.from}`.execute(
      tx,
    )
    place.until = day
  }

  async #end(tx: Tx, unit: Unit, day: Day): Promise<void> {
    for (const place of this.placements.filter((each) => each.unit === unit.id && each.until === null))
      await this.#cut(tx, place, day)
    await sql`update org.unit set valid_to = ${day} where id = ${unit.id}`.execute(tx)
    unit.until = day
  }

  /** What stood directly beneath goes beneath another from the day on. */
  async #handOver(tx: Tx, from: Unit, to: Unit, day: Day): Promise<void> {
    for (const place of this.placements.filter((each) => each.parent === from.id && each.until === null)) {
      await this.#cut(tx, place, day)
      await this.#place(tx, place.tree, place.unit, to.id, day)
    }
  }

  async #succeed(tx: Tx, kind: string, day: Day, list: readonly Omit<Succession, 'day'>[]): Promise<void> {
    const decision = newId()
    await sql`insert into org.reorganisation (id, kind, day, document) values (${decision}, ${kind}, ${day}, 'Nghị quyết thử')`.execute(
      tx,
    )
    for (const { from, to, share } of list) {
      await sql`insert into org.succession (reorganisation_id, from_unit_id, to_unit_id, share) values (${decision}, ${from}, ${to}, ${share})`.execute(
        tx,
      )
      this.successions.push({ from, to, share, day })
    }
  }

  #standing(kind: string, day: Day): Unit[] {
    const last = (unit: Unit) =>
      this.placements
        .filter((place) => place.unit === unit.id || place.parent === unit.id)
        .every((place) => place.from < day)
    return this.units.filter(
      (unit) => unit.kind === kind && unit.until === null && unit.from < day && last(unit),
    )
  }

  /** One decision at random, from a day on. Nothing happens where no unit is fit for it. */
  async reorganise(day: Day): Promise<string> {
    const what = this.dice.one(['merge', 'merge-into', 'split', 'part', 'transfer', 'dissolve', 'provinces'])
    const communes = this.#standing('commune', day)
    const provinces = this.#standing('province', day)
    const [one, other] = [this.dice.one(communes), this.dice.one(communes)]
    const province = this.dice.one(provinces)
    if (!one || !other || !province) return 'nothing'
    await asSystem('test.random', async (tx) => {
      const home = (unit: Unit) =>
        this.placements.find(
          (place) => place.unit === unit.id && place.tree === 'area' && place.until === null,
        )?.parent ?? province.id
      if (what === 'merge' && one !== other) {
        const made = await this.#unit(tx, 'commune', null, day)
        await this.#place(tx, 'area', made.id, home(one), day)
        for (const former of [one, other]) {
          await this.#handOver(tx, former, made, day)
          await this.#end(tx, former, day)
        }
        await this.#succeed(tx, 'merge', day, [
          { from: one.id, to: made.id, share: null },
          { from: other.id, to: made.id, share: null },
        ])
      } else if (what === 'merge-into' && one !== other) {
        await this.#handOver(tx, one, other, day)
        await this.#end(tx, one, day)
        await this.#succeed(tx, 'merge', day, [{ from: one.id, to: other.id, share: null }])
      } else if (what === 'split') {
        const halves = [
          await this.#unit(tx, 'commune', null, day),
          await this.#unit(tx, 'commune', null, day),
        ]
        for (const half of halves) await this.#place(tx, 'area', half.id, home(one), day)
        await this.#handOver(tx, one, halves[0] as Unit, day)
        await this.#end(tx, one, day)
        const shares = this.dice.one([
          [0.6, 0.4],
          [0.5, 0.25],
          [null, null],
        ])
        await this.#succeed(
          tx,
          'split',
          day,
          halves.map((half, index) => ({ from: one.id, to: half.id, share: shares[index] ?? null })),
        )
      } else if (what === 'part' && one !== other) {
        await this.#succeed(tx, 'transfer', day, [{ from: one.id, to: other.id, share: 0.25 }])
      } else if (what === 'transfer') {
        const place = this.placements.find(
          (each) => each.unit === one.id && each.tree === 'area' && each.until === null,
        )
        if (place && place.parent !== province.id) {
          await this.#cut(tx, place, day)
          await this.#place(tx, 'area', one.id, province.id, day)
        }
      } else if (what === 'dissolve') {
        const branch = this.dice.one(this.#standing('branch', day))
        if (branch) await this.#end(tx, branch, day)
      } else if (what === 'provinces' && provinces.length > 1) {
        const into = provinces.find((each) => each !== province) as Unit
        const organisations = this.#standing('provincial_organisation', day)
        const [mine, theirs] = [province, into].map((area) =>
          organisations.find((each) => home(each) === area.id),
        )
        if (mine && theirs) {
          await this.#handOver(tx, mine, theirs, day)
          await this.#end(tx, mine, day)
        }
        await this.#handOver(tx, province, into, day)
        await this.#end(tx, province, day)
        await this.#succeed(tx, 'merge', day, [{ from: province.id, to: into.id, share: null }])
      }
    })
    return what
  }

  /** A few facts on days when their units stood, some of them corrections or rejections of earlier ones. */
  async post(count: number, first: Day, days: number): Promise<void> {
    await asSystem('test.random', async (tx) => {
      for (let index = 0; index < count; index += 1) {
        const old = this.facts.filter((fact) => !fact.reversed && fact.since === fact.day)
        if (old.length > 0 && this.dice.chance(0.2)) {
          const wrong = this.dice.one(old)
          await sql`insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id, theme_id, reverses)
            select unit_id, indicator, day, -amount, assurance, series_id, source_kind, source_id, theme_id, id from figures.fact where id = ${wrong.id}`.execute(
            tx,
          )
          wrong.reversed = true
          continue
        }
        const day = addDays(first, this.dice.below(days))
        const unit = this.dice.one(
          this.units.filter(
            (each) =>
              each.from <= day && (each.until === null || each.until > day) && each.kind !== 'country',
          ),
        )
        const rule = this.dice.one(['sum', 'sum', 'stock'] as const)
        const fact: Fact = {
          id: newId(),
          unit: unit.id,
          indicator: rule === 'sum' ? 'test_flow' : 'test_stock',
          rule,
          since: day,
          day,
          amount: this.dice.below(40),
          assurance: this.dice.one(['declared', 'evidenced', 'confirmed', 'verified']),
          // A few series only, so that their levels really follow one another, also across units.
          series: this.dice.one(this.#series),
          theme: this.#order % 3 === 0 ? this.theme : null,
          order: this.#order++,
          reversed: false,
        }
        await sql`insert into figures.fact (id, unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id, theme_id, posted_at)
          values (${fact.id}, ${fact.unit}, ${fact.indicator}, ${fact.day}, ${fact.amount}, ${fact.assurance}, ${fact.series}, 'activity', ${fact.id}, ${fact.theme}, clock_timestamp())`.execute(
          tx,
        )
        this.facts.push(fact)
      }
    })
  }

  /** A few facts of several days up to many years, some of which reverse earlier ones. */
  async postSpans(count: number, first: Day, days: number): Promise<void> {
    await asSystem('test.random', async (tx) => {
      for (let index = 0; index < count; index += 1) {
        const old = this.facts.filter((fact) => !fact.reversed && fact.since < fact.day)
        if (old.length > 0 && this.dice.chance(0.2)) {
          const wrong = this.dice.one(old)
          await sql`insert into figures.span_fact (unit_id, indicator, since, day, amount, assurance, source_kind, source_id, theme_id, reverses)
            select unit_id, indicator, since, day, -amount, assurance, source_kind, source_id, theme_id, id from figures.span_fact where id = ${wrong.id}`.execute(
            tx,
          )
          wrong.reversed = true
          continue
        }
        const day = addDays(first, this.dice.below(days))
        const unit = this.dice.one(
          this.units.filter((each) => each.from <= day && (each.until === null || each.until > day)),
        )
        const fact: Fact = {
          id: newId(),
          unit: unit.id,
          indicator: 'test_flow',
          rule: 'sum',
          since: addDays(day, -1 - this.dice.below(this.dice.one([8, 20, 400, 2000]))),
          day,
          amount: this.dice.below(40),
          assurance: this.dice.one(['declared', 'evidenced', 'confirmed', 'verified']),
          series: unit.id,
          theme: this.#order % 3 === 0 ? this.theme : null,
          order: this.#order++,
          reversed: false,
        }
        await sql`insert into figures.span_fact (id, unit_id, indicator, since, day, amount, assurance, source_kind, source_id, theme_id)
          values (${fact.id}, ${fact.unit}, ${fact.indicator}, ${fact.since}, ${fact.day}, ${fact.amount}, ${fact.assurance}, 'import', ${fact.id}, ${fact.theme})`.execute(
          tx,
        )
        this.facts.push(fact)
      }
    })
  }

  // ── The definition, counted without any of the tables that are derived ──────────────────────────────────────────────

  #leaving(unit: string): { day: Day; to: string | null; share: number }[] {
    const self = this.units.find(({ id }) => id === unit) as Unit
    const mine = this.successions.filter(({ from }) => from === unit)
    const isSingle = new Set(mine.map(({ to }) => to)).size === 1
    return mine.flatMap(({ to, share, day }) => {
      if (share !== null)
        return [{ to, share, day: self.until !== null && self.until < day ? self.until : day }]
      return self.until === null ? [] : [{ to, share: isSingle ? 1 : 0, day: self.until }]
    })
  }

  /** Who holds on a day what a unit said on another, and how much of it. */
  holders(unit: string, said: Day, on: Day): Map<string, number> {
    const held = new Map<string, number>()
    const walk = (holder: string, since: Day, weight: number): void => {
      const self = this.units.find(({ id }) => id === holder) as Unit
      const leaving = this.#leaving(holder)
      const turns = [...leaving.map(({ day }) => day), ...(self.until === null ? [] : [self.until])]
      const next = turns.filter((day) => day > since && day <= on).toSorted()[0]
      if (next === undefined) {
        held.set(holder, (held.get(holder) ?? 0) + weight)
        return
      }
      let rest = 1
      for (const { to, share } of leaving.filter(({ day }) => day === next)) {
        if (to !== null && share > 0) walk(to, next, weight * share)
        rest -= share
      }
      if (rest <= 1e-9) return
      if (self.until !== next) {
        walk(holder, next, weight * rest)
        return
      }
      const place = (tree: string) =>
        this.placements.find(
          (each) =>
            each.unit === holder &&
            each.tree === tree &&
            each.from < next &&
            (each.until === null || each.until >= next),
        )
      const above = place('area') ?? place('line')
      if (above) walk(above.parent, next, weight * rest)
    }
    // What was said in the name of a unit that had ended by then (the decision became known later) goes the same way.
    const self = this.units.find(({ id }) => id === unit) as Unit
    walk(unit, self.until !== null && self.until <= said ? addDays(self.until, -1) : said, 1)
    return held
  }

  /** A unit and all that it stood beneath on a day, in either tree. */
  above(unit: string, on: Day): Set<string> {
    const self = this.units.find(({ id }) => id === unit) as Unit
    const found = new Set<string>()
    if (self.from > on || (self.until !== null && self.until <= on)) return found
    found.add(unit)
    for (const tree of ['area', 'line'])
      for (let at: string | undefined = unit; at !== undefined; ) {
        const place: Placement | undefined = this.placements.find(
          (each) =>
            each.tree === tree &&
            each.unit === at &&
            each.from <= on &&
            (each.until === null || each.until > on),
        )
        at = place?.parent
        if (at !== undefined) found.add(at)
      }
    return found
  }

  /** A figure by its definition: fact by fact, for one unit, by assurance; of all, or of one line or theme. */
  count(
    unit: string,
    rule: 'sum' | 'stock',
    span: { from: Day; until: Day },
    basis: 'then' | 'today',
    today: Day,
    slice: { line?: string | undefined; themeId?: string | undefined } = {},
    how: 'within' | 'beyond' = 'within',
  ) {
    const figure: Record<string, number> = {
      declared: 0,
      evidenced: 0,
      confirmed: 0,
      verified: 0,
      entries: 0,
    }
    const last = addDays(span.until, -1)
    const standing = this.facts.filter(
      (fact) => !fact.reversed && fact.rule === rule && fact.day < span.until,
    )
    const counted =
      rule === 'sum'
        ? this.facts.filter(
            ({ reversed, rule: counts, since, day }) =>
              !reversed &&
              counts === 'sum' &&
              since < span.until &&
              day >= span.from &&
              (since >= span.from && day < span.until) === (how === 'within'),
          )
        : standing.filter(
            (fact) =>
              !standing.some(
                (other) =>
                  other.series === fact.series &&
                  (other.day > fact.day || (other.day === fact.day && other.order > fact.order)),
              ),
          )
    for (const fact of counted) {
      if (slice.themeId !== undefined && fact.theme !== slice.themeId) continue
      if (slice.line !== undefined && this.units.find(({ id }) => id === fact.unit)?.line !== slice.line)
        continue
      const on = basis === 'today' ? today : rule === 'sum' ? fact.day : last
      let weight = 0
      for (const [holder, share] of this.holders(fact.unit, fact.day, on))
        if (this.above(holder, on).has(unit)) weight += share
      if (weight === 0) continue
      figure[fact.assurance] = (figure[fact.assurance] ?? 0) + fact.amount * weight
      figure.entries = (figure.entries ?? 0) + 1
    }
    return figure
  }
}

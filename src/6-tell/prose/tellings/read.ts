import { type Actor, look, mayIn } from '#access'
import { figuresOf, type Indicator, indicatorsOf, scopeFor, shownTotal } from '#figures'
import { type Unit, unitNamed } from '#org'
import type { Reader } from '#platform/database'
import { plainText } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { spanOf, today } from '#platform/time'
import { isAbout, type Topic, topics, unitsToManageFor } from '#regimes'
import type { Telling } from '../grammar/index.ts'
import type { TellingEntry } from './entry.ts'
import { type Preview, previewOf, type Shown } from './preview.ts'
import { faultsOfTelling } from './rules.ts'
import {
  type KeptTelling,
  type OfficeTelling,
  officeTellings,
  readyTelling,
  tellingsFor,
  versionsOfTelling,
} from './store.ts'

/** The topic under which an indicator is listed: what no other topic names comes of initiatives. */
export const topicOf = (code: string): Topic => topics.find((topic) => isAbout(topic, code)) ?? 'initiatives'

/** An indicator in the list: how it is told today, who says so, and how that reads. */
export type ListedTelling = {
  indicator: Indicator
  topic: Topic
  telling: Telling | undefined
  office: OfficeTelling | undefined
  preview: string
}

/** What narrows the list. */
export type TellingsAsked = {
  unit?: string | undefined
  topic?: Topic | undefined
  words?: string | undefined
}

/** A unit for which the person says how it tells. @throws Problem `not_found_or_not_allowed` */
async function unitToTell(db: Reader, named: string): Promise<Unit> {
  const unit = await unitNamed(db, named)
  if (!(await mayIn(db, 'outline.manage', unit.id))) throw new Problem('not_found_or_not_allowed')
  return unit
}

const byCode = (indicators: readonly Indicator[]) => new Map(indicators.map((one) => [one.code, one]))

/**
 * How a unit tells its indicators today, by topic; of the person's first unit where none is named.
 * @throws Problem `not_found_or_not_allowed`
 */
export const tellingList = (actor: Actor, { unit: named, topic, words = '' }: TellingsAsked) =>
  look(actor, 'outline.manage', null, async (db) => {
    const units = await unitsToManageFor(db, 'outline.manage')
    const unit = await unitToTell(db, named ?? units[0]?.slug ?? '')
    const indicators = await indicatorsOf(db)
    const shown: Shown = {
      indicators: byCode(indicators),
      tellings: await tellingsFor(db, unit.id, today()),
    }
    const office = await officeTellings(db, unit.id, today())
    const wanted = plainText(words)
    const rows = indicators
      .map(
        (indicator): ListedTelling => ({
          indicator,
          topic: topicOf(indicator.code),
          telling: shown.tellings.get(indicator.code),
          office: office.get(indicator.code),
          preview: previewOf(indicator.code, shown).words,
        }),
      )
      .filter((row) => topic === undefined || row.topic === topic)
      .filter(({ indicator, preview }) =>
        plainText(`${indicator.nameVi} ${indicator.nameEn} ${indicator.code} ${preview}`).includes(wanted),
      )
      .toSorted((one, other) => topics.indexOf(one.topic) - topics.indexOf(other.topic))
    return { units, unit, rows }
  })

/** How one indicator is told in a unit, with what is needed to say otherwise. */
export type TellingPage = {
  unit: Unit
  indicator: Indicator
  indicators: Indicator[]
  telling: Telling | undefined
  /** The unit above that says so; undefined where the unit itself does, or nobody. */
  above: OfficeTelling | undefined
  /** Whether the unit itself says so. */
  isOwn: boolean
  versions: KeptTelling[]
  preview: Preview
  /** How it would read without what the unit says. */
  otherwise: Preview | undefined
}

async function shownIn(db: Reader, unit: Unit, indicators: readonly Indicator[]): Promise<Shown> {
  const year = spanOf(today().slice(0, 4))
  const figures = year ? await figuresOf(db, scopeFor(unit), year) : []
  return {
    indicators: byCode(indicators),
    tellings: await tellingsFor(db, unit.id, today()),
    amounts: new Map(figures.map(({ indicator, figure }) => [indicator.code, shownTotal(figure) ?? 0])),
  }
}

/** How an indicator is told in a unit. @throws Problem `not_found_or_not_allowed` */
export const tellingPage = (actor: Actor, named: string, code: string): Promise<TellingPage> =>
  look(actor, 'outline.manage', null, async (db) => {
    const unit = await unitToTell(db, named)
    const indicators = await indicatorsOf(db)
    const indicator = indicators.find((one) => one.code === code)
    if (!indicator) throw new Problem('not_found_or_not_allowed')
    const office = (await officeTellings(db, unit.id, today())).get(code)
    const versions = await versionsOfTelling(db, unit.id, code)
    const shown = await shownIn(db, unit, indicators)
    const isOwn = office?.unitId === unit.id
    const without = isOwn ? await inherited(db, unit, code) : undefined
    return {
      unit,
      indicator,
      indicators,
      telling: shown.tellings.get(code),
      above: isOwn ? undefined : office,
      isOwn,
      versions,
      preview: previewOf(code, shown),
      otherwise: isOwn ? previewOf(code, { ...shown, tellings: replaced(shown, code, without) }) : undefined,
    }
  })

const replaced = ({ tellings }: Shown, code: string, by: Telling | undefined) => {
  const all = new Map(tellings)
  if (by) all.set(code, by)
  else all.delete(code)
  return all
}

/** How an indicator is told without what the unit itself says. */
async function inherited(db: Reader, unit: Unit, code: string): Promise<Telling | undefined> {
  return (await officeTellings(db, unit.id, today(), { without: unit.id })).get(code) ?? readyTelling(code)
}

/**
 * How an indicator would read with what was typed, saving nothing.
 * @throws Problem `not_found_or_not_allowed`, `form_has_faults` with what `faultsOfTelling` finds
 */
export const tryTelling = (
  actor: Actor,
  named: string,
  code: string,
  entry: TellingEntry,
): Promise<Preview> =>
  look(actor, 'outline.manage', null, async (db) => {
    const unit = await unitToTell(db, named)
    const indicators = await indicatorsOf(db)
    const shown = await shownIn(db, unit, indicators)
    const telling = { ...entry, code }
    const faults = faultsOfTelling(telling, indicators, shown.tellings)
    if (faults.length > 0) throw new Problem('form_has_faults', {}, { fields: faults })
    return previewOf(code, { ...shown, tellings: replaced(shown, code, telling) })
  })

/** The id of a unit by its address. @throws Problem `not_found_or_not_allowed` */
export const unitIdOf = (actor: Actor, named: string): Promise<string> =>
  look(actor, 'outline.manage', null, async (db) => (await unitToTell(db, named)).id)

import type { Action } from '#access'
import type { Reader } from '#platform/database'
import { plainText } from '#platform/plain-text'
import type { Day } from '#platform/time'
import { namesAbove, type UnitMeant, unitsMeant } from './units-store.ts'

/** A name as it is compared: small letters, no marks, one space between words. */
export const plainName = (name: string): string => plainText(name).replace(/\s+/g, ' ').trim()

/** Why a name leads to no unit. */
type Lost = { code: 'row_names_no_unit' | 'row_names_several_units' | 'row_unit_was_not_there' }
type Found = { unit: UnitMeant } | Lost

/** `Ấp 1, xã Long Trạch`: the name of the unit, and names of units above it that tell it apart from others. */
const namesIn = (text: string): [name: string, ...above: string[]] => {
  const [name = '', ...above] = text.split(',').map(plainName)
  return [name, ...above.filter((one) => one !== '')]
}

/**
 * Finds units as tables name them: by address, official code, or name, with the name of a unit above it after a comma where several
 * are called the same; as they stood on the day of the row.
 */
export async function unitFinder(
  db: Reader,
  action: Action,
  texts: readonly string[],
): Promise<(text: string, day: Day) => Found> {
  const wanted = [...new Set(texts)]
  const plain = new Set(wanted.flatMap((text) => [plainName(text), namesIn(text)[0]]))
  const found = await unitsMeant(db, action, wanted, [...plain])
  const above = wanted.some((text) => text.includes(','))
    ? Map.groupBy(
        await namesAbove(
          db,
          found.map(({ id }) => id),
        ),
        ({ unitId }) => unitId,
      )
    : new Map()
  const stoodIn = (unit: UnitMeant, names: readonly string[], day: Day): boolean =>
    names.every((name) =>
      (above.get(unit.id) ?? []).some(
        (one: { plain: string; from: Day; until: Day | null }) =>
          one.plain === name && one.from <= day && (one.until === null || one.until > day),
      ),
    )
  const meant = (text: string, day: Day): UnitMeant[] => {
    const exact = found.filter(({ slug, officialCode }) => slug === text || officialCode === text)
    if (exact.length > 0) return exact
    const whole = found.filter((unit) => unit.plain === plainName(text))
    if (whole.length > 0) return whole
    const [name, ...names] = namesIn(text)
    return names.length === 0 ? [] : found.filter((unit) => unit.plain === name && stoodIn(unit, names, day))
  }
  return (text, day) => {
    const all = meant(text, day)
    const there = all.filter(
      ({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo > day),
    )
    const [unit] = there
    if (all.length === 0) return { code: 'row_names_no_unit' }
    if (!unit) return { code: 'row_unit_was_not_there' }
    return there.length > 1 ? { code: 'row_names_several_units' } : { unit }
  }
}

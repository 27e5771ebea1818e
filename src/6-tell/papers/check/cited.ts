import { plainSymbol } from '#platform/plain-text'
import type { Day } from '#platform/time'

/** Documents that are known, by their plain symbols, with the days on which they were issued. */
export type KnownDocuments = ReadonlyMap<string, readonly Day[]>

/** A document that a text cites with a day that no document of that symbol has. */
export type OtherDay = { symbol: string; said: Day; days: Day[] }

const cited =
  /(?<![\p{L}\d])(?<symbol>\d{1,5}[a-z]?(?:\/\d{4})?(?:[-/][A-ZĐ][\p{L}\d]{0,20}){1,4})[\s,]{1,3}(?:ký\s{1,3})?ngày\s{1,3}(?<day>\d{1,2})(?:[/.-]|\s{1,3}tháng\s{1,3})(?<month>\d{1,2})(?:[/.-]|\s{1,3}năm\s{1,3})(?<year>\d{4})/gu

/** Citations of a paragraph whose day is another than that of the document in the registers. What is not known is not judged. */
export function otherDaysIn(text: string, known: KnownDocuments): OtherDay[] {
  return [...text.matchAll(cited)].flatMap(({ groups }): OtherDay[] => {
    const { symbol = '', day = '', month = '', year = '' } = groups ?? {}
    const said = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    const days = known.get(plainSymbol(symbol))
    return !days || days.includes(said) ? [] : [{ symbol, said, days: [...days] }]
  })
}

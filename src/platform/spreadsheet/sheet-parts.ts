import { readXmlByName } from '../xml.ts'
import { textInZip } from '../zip-size.ts'

type Element = Record<string, unknown>
export const listOf = (given: unknown): Element[] => [given].flat().filter((one): one is Element => !!one)
export const at = (given: unknown, ...path: string[]): unknown =>
  path.reduce((inside, name) => (inside as Element | undefined)?.[name], given)
export const named = (given: unknown, name: string): string => String(at(given, name) ?? '')

/** The sheets of a workbook with the parts of the file in which they stand. @throws UnreadableXml */
export function sheetsOf(bytes: Buffer, mostUnpacked: number): { name: string; part: string }[] {
  const textOf = (part: string): string => textInZip(bytes, part, mostUnpacked) ?? '<none/>'
  const links = readXmlByName(textOf('xl/_rels/workbook.xml.rels'))
  const targets = new Map(
    listOf(at(links, 'Relationships', 'Relationship')).map((link) => [
      named(link, '@Id'),
      named(link, '@Target'),
    ]),
  )
  const book = readXmlByName(textOf('xl/workbook.xml'))
  return listOf(at(book, 'workbook', 'sheets', 'sheet')).map((sheet) => {
    const target = targets.get(named(sheet, '@id')) ?? ''
    return { name: named(sheet, '@name'), part: target.startsWith('/') ? target.slice(1) : `xl/${target}` }
  })
}

import { legacyOf } from '../documents/legacy-letters.ts'
import { readXmlByName, UnreadableXml } from '../xml.ts'
import { textInZip } from '../zip-size.ts'
import { at, listOf, named, sheetsOf } from './sheet-parts.ts'

/** The old fonts in which cells of a sheet are shown, by address: `B4`. */
export type OldFonts = ReadonlyMap<string, string>

/**
 * The cells of a workbook that are shown in an old font of Vietnamese (`.VnTime`, `VNI-Times`), by the name of their sheet:
 * which letters are meant shows in the font alone where a sheet has few words. Empty where the file has no such font.
 */
export function oldFontsIn(bytes: Buffer, mostUnpacked: number): ReadonlyMap<string, OldFonts> {
  const styles = textInZip(bytes, 'xl/styles.xml', mostUnpacked) ?? ''
  if (!/"(?:\.Vn|VNI|VI |VISCII)/i.test(styles)) return new Map()
  try {
    const sheet = readXmlByName(styles)
    const fonts = listOf(at(sheet, 'styleSheet', 'fonts', 'font')).map((font) =>
      named(at(font, 'name'), '@val'),
    )
    const fontOfStyle = listOf(at(sheet, 'styleSheet', 'cellXfs', 'xf')).map(
      (style) => fonts[Number(named(style, '@fontId'))] ?? '',
    )
    return new Map(
      sheetsOf(bytes, mostUnpacked).map(({ name, part }) => [
        name,
        cellsOf(textInZip(bytes, part, mostUnpacked) ?? '', fontOfStyle),
      ]),
    )
  } catch (fault) {
    // Fonts only help to read letters: a file that is otherwise read is not refused for them.
    if (fault instanceof UnreadableXml) return new Map()
    throw fault
  }
}

function cellsOf(xml: string, fontOfStyle: readonly string[]): OldFonts {
  const cells = new Map<string, string>()
  for (const [cell] of xml.matchAll(/<(?:x:)?c [^<>]{1,200}>/g)) {
    const font = fontOfStyle[Number(/ s="(\d{1,6})"/.exec(cell)?.[1] ?? 'none')] ?? ''
    const address = / r="([A-Z]{1,3}\d{1,7})"/.exec(cell)?.[1]
    if (address && legacyOf(font)) cells.set(address, font)
  }
  return cells
}

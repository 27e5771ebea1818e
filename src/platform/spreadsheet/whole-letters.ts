import { withFarLetters } from '../xml.ts'
import { namesInZip, textInZip } from '../zip-size.ts'
import { xlsx } from './xlsx.ts'

/** The parts of a workbook in which texts stand. */
const textParts = /^xl\/(?:workbook|sharedStrings|worksheets\/[^/]{1,60})\.xml$/

/**
 * A workbook in which each letter stands as it is: SheetJS cuts those that are written as `&#128514;`. Without any the bytes are
 * given back as they came.
 */
export function withLettersWhole(bytes: Buffer, mostUnpacked: number): Buffer {
  const changed = namesInZip(bytes)
    .filter((name) => textParts.test(name))
    .flatMap((name) => {
      const xml = textInZip(bytes, name, mostUnpacked) ?? ''
      const whole = withFarLetters(xml)
      return whole === xml ? [] : [{ name, whole }]
    })
  if (changed.length === 0) return bytes
  const { CFB } = xlsx()
  const parts = CFB.read(bytes, { type: 'buffer' })
  for (const { name, whole } of changed) {
    const part = CFB.find(parts, `/${name}`)
    if (!part) continue
    part.content = Buffer.from(whole)
    part.size = part.content.length
  }
  const options = { type: 'buffer', fileType: 'zip', compression: true } as const
  return Buffer.from(CFB.write(parts, options) as Uint8Array)
}

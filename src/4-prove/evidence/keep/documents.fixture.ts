import { deflateSync } from 'node:zlib'
import { zipOf } from '../../../platform/zipped.fixture.ts'

const officeTypes = {
  docx: ['word/document.xml', 'wordprocessingml.document.main'],
  xlsx: ['xl/workbook.xml', 'spreadsheetml.sheet.main'],
  pptx: ['ppt/presentation.xml', 'presentationml.presentation.main'],
} as const

/** An Office file as small as one can be, with more parts where a test wants them. */
export function anOfficeFile(
  kind: keyof typeof officeTypes,
  more: Record<string, string | Buffer> = {},
): Buffer {
  const [part, type] = officeTypes[kind]
  return zipOf({
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/></Types>`,
    [part]: '<x/>',
    ...more,
  })
}

/** An OpenDocument file as small as one can be. Its type stands first and unpacked, as the format asks; packed it is read too. */
export const anOpenDocument = (kind: 'text' | 'spreadsheet', more: Record<string, string> = {}): Buffer =>
  zipOf({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'META-INF/manifest.xml': '<manifest:manifest/>',
    'content.xml': '<office:document-content/>',
    ...more,
  })

/** A PDF of one empty page, with more in its catalogue and more objects where a test wants them. */
export function aPdf({
  catalogue = '',
  objects = [],
}: {
  catalogue?: string
  objects?: (string | Buffer)[]
} = {}): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const all = [
    `1 0 obj\n<</Type/Catalog/Pages 2 0 R${catalogue}>>\nendobj\n`,
    '2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n',
    '3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n',
    ...objects,
  ]
  for (const object of all) parts.push(Buffer.from(object as string))
  parts.push(Buffer.from(`trailer\n<</Size ${all.length + 1}/Root 1 0 R>>\nstartxref\n9\n%%EOF\n`))
  return Buffer.concat(parts)
}

/** A stream of a PDF in which other objects stand packed. */
export function packedObjects(content: string): Buffer {
  const packed = deflateSync(Buffer.from(content))
  return Buffer.concat([
    Buffer.from(`4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`),
    packed,
    Buffer.from('\nendstream\nendobj\n'),
  ])
}

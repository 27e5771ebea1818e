import { expect, test } from 'vitest'
import { Problem } from './problem.ts'
import { namesInZip, refuseZipBomb } from './zip-size.ts'
import { zipOf } from './zipped.fixture.ts'

const megabyte = 1_048_576

const refusal = (look: () => unknown): string => {
  try {
    look()
    return 'taken'
  } catch (fault) {
    return fault instanceof Problem ? fault.code : String(fault)
  }
}

const honest = () => zipOf({ 'a.xml': '<a/>'.repeat(500), 'b.xml': '<b/>' })
/** Where the second entry of the directory begins. */
const secondEntry = (zip: Buffer) =>
  zip.indexOf(Buffer.from('504b0102', 'hex'), zip.indexOf(Buffer.from('504b0102', 'hex')) + 4)

const lies: [string, (zip: Buffer) => void][] = [
  ['the header says a larger size than the directory', (zip) => zip.writeUInt32LE(900 * megabyte, 22)],
  ['the header says another method', (zip) => zip.writeUInt16LE(0, 8)],
  ['the header says that it is encrypted', (zip) => zip.writeUInt16LE(1, 6)],
  ['the header bears another name', (zip) => zip.write('z', 30)],
  ['two entries share one part', (zip) => zip.writeUInt32LE(0, secondEntry(zip) + 42)],
  ['two entries bear one name', (zip) => zip.write('a', secondEntry(zip) + 46)],
  ['the end of the directory lies before the end of the file', (zip) => zip.writeUInt16LE(7, zip.length - 2)],
]

test.each(lies)('a zip file is read by nobody where %s', (_, lie) => {
  const zip = honest()
  lie(zip)

  expect(refusal(() => refuseZipBomb(honest(), megabyte))).toBe('taken')
  expect(refusal(() => refuseZipBomb(zip, megabyte))).toBe('spreadsheet_is_unreadable')
  expect(refusal(() => namesInZip(zip))).toBe('spreadsheet_is_unreadable')
})

test('what a part unpacks to is counted, not believed', () => {
  const smaller = zipOf({ 'a.xml': Buffer.alloc(3 * megabyte) }, 10)
  const other = zipOf({ 'a.xml': Buffer.alloc(3000) }, 10)

  expect(refusal(() => refuseZipBomb(smaller, megabyte))).toBe('spreadsheet_unpacks_too_large')
  expect(refusal(() => refuseZipBomb(other, megabyte))).toBe('spreadsheet_is_unreadable')
})

test('a file written in one go, whose sizes follow its parts, is read', () => {
  const zip = zipOf({ 'a.xml': '<a/>' })
  zip.writeUInt16LE(8, 6)
  zip.writeUInt32LE(0, 18)
  zip.writeUInt32LE(0, 22)

  expect(namesInZip(zip)).toEqual(['a.xml'])
})

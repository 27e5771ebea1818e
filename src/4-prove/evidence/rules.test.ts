import { expect, test } from 'vitest'
import { mostPixels, nameKept, photoEdges, photoLimits, takenAtFrom, waitingLimits } from './rules.ts'

test('limits of what is sent, in numbers', () => {
  expect(waitingLimits).toEqual({ files: 600, bytes: 4_294_967_296 })
  expect(photoLimits).toMatchObject({ pixels: 100_000_000, pixelsRowByRow: 300_000_000, perRecord: 12 })
  expect(photoEdges).toEqual({ large: 1600, small: 480 })
})

test.each([
  [{ format: 'jpeg', orientation: 6 }, 300],
  [{ format: 'png' }, 300],
  [{ format: 'png', orientation: 1 }, 300],
  [{ format: 'png', isProgressive: true }, 100],
  [{ format: 'jpeg', isProgressive: true }, 100],
  [{ format: 'png', orientation: 6 }, 100],
  [{ format: 'webp' }, 100],
  [{ format: 'webp', orientation: 1 }, 100],
  [{}, 100],
])('only what is read row by row may have more than 100 megapixels: %j', (head, megapixels) => {
  expect(mostPixels(head)).toBe(megapixels * 1_000_000)
})

test.each([
  ['2026:03:08 09:15:00', '2026-03-08 09:15:00'],
  ['2026:03:08 09:15:00.250', '2026-03-08 09:15:00'],
  ['2026:02:30 09:15:00', undefined],
  ['2026:13:01 09:15:00', undefined],
  ['0000:00:00 00:00:00', undefined],
  ['taken 2026:03:08 09:15:00', undefined],
  ['<script>alert(1)</script>', undefined],
  ['', undefined],
  [undefined, undefined],
])('the camera time %s is read as %s', (exif, time) => {
  expect(takenAtFrom(exif)).toBe(time)
})

test.each([
  ['C:\\Users\\Hoa\\Biên bản.docx', 'Biên bản.docx'],
  ['../../etc/passwd', 'passwd'],
  ['anh\u202egpj.exe', 'anhgpj.exe'],
  ['a\0b\r\n"<c>.pdf', 'abc.pdf'],
  ['\ud83ca.pdf', '\ufffda.pdf'],
  ['  ảnh 1.jpg ', 'ảnh 1.jpg'],
  ['a\u0309nh.jpg', 'ảnh.jpg'],
  ['', ''],
  [`${'y'.repeat(200)}.${'x'.repeat(119)}`, `.${'x'.repeat(119)}`],
])('the name %j is kept as %j', (sent, kept) => {
  expect(nameKept(sent)).toBe(kept)
})

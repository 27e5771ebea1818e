import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../messages/vi/', import.meta.url)
/** An open syllable with its tone on the last vowel: khoá, hoè, thuý. In `quý` the u belongs to the consonant. */
const newPlacement =
  /(?<!q)(?:o[\u00e0\u00e1\u1ea3\u00e3\u1ea1\u00e8\u00e9\u1ebb\u1ebd\u1eb9]|u[\u1ef3\u00fd\u1ef7\u1ef9\u1ef5])(?!\p{L})/iu
const wordsIn = (text: string): string[] => text.normalize('NFC').match(/[\p{L}\p{M}]+/gu) ?? []

test('tones stand on the first vowel of oa, oe and uy (khóa, ủy), as in “Lan Tỏa”', () => {
  const others = readdirSync(folder).flatMap((file) =>
    wordsIn(readFileSync(new URL(file, folder), 'utf8'))
      .filter((word) => newPlacement.test(word))
      .map((word) => `${file}: ${word}`),
  )

  expect(others).toEqual([])
})

test.each(['khoá', 'XOÁ', 'hoè', 'thuý'])('“%s” would be found', (word) => {
  expect(newPlacement.test(word)).toBe(true)
})

test.each(['khóa', 'quý', 'QUÝ', 'hoàn', 'toán', 'ủy'])('“%s” would not', (word) => {
  expect(newPlacement.test(word)).toBe(false)
})

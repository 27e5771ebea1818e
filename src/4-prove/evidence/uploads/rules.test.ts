import { expect, test } from 'vitest'
import { photoLimits } from '../rules.ts'
import { objectionToUpload, uploadLimits } from './rules.ts'

const sha256 = '0f'.repeat(32)

test('an upload may begin that says its hash and its size', () => {
  expect(objectionToUpload({ size: 1, sha256 }, 0)).toBeUndefined()
  expect(objectionToUpload({ size: photoLimits.bytes, sha256 }, 59)).toBeUndefined()
})

test.each([
  undefined,
  null,
  '',
  sha256.slice(1),
  `${sha256}0`,
  sha256.toUpperCase(),
  `x${sha256}`,
  `${sha256}\n0`,
])('the hash %j is none', (wrong) => {
  expect(objectionToUpload({ size: 1, sha256: wrong }, 0)).toBe('upload_has_no_hash')
})

test.each([
  [undefined, 0, 'upload_has_no_size'],
  [0, 0, 'upload_has_no_size'],
  [photoLimits.bytes + 1, 0, 'photo_is_too_large'],
  [1, 60, 'uploads_are_too_many'],
])('of %s bytes, with %i unfinished: %s', (size, unfinished, code) => {
  expect(objectionToUpload({ size, sha256 }, unfinished)).toBe(code)
})

test('what lies half-finished is kept a week', () => {
  expect(uploadLimits).toEqual({ days: 7, perPerson: 60, bytes: photoLimits.bytes })
})

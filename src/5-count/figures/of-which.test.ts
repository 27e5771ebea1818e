import { expect, test } from 'vitest'
import { inLanguage } from '#platform/i18n'
import type { Qualifier } from '#platform/precision'
import { faultOfParts } from './of-which.ts'

const one = (code: string, partOf: string | null = null, isShare = false) => ({
  ...{ code, partOf, isShare, nameVi: code, nameEn: code },
  rule: 'sum' as const,
})
const family = [
  one('all'),
  one('women', 'all', true),
  one('men', 'all', true),
  one('young', 'all'),
  one('teens', 'young'),
]

const faultOf = (said: Record<string, number | [number, Qualifier]>) =>
  inLanguage('vi', () =>
    faultOfParts(
      Object.entries(said).map(([indicator, amount]) =>
        typeof amount === 'number'
          ? { indicator, amount }
          : { indicator, amount: amount[0], qualifier: amount[1] },
      ),
      family,
    ),
  )

test.each<[Record<string, number | [number, Qualifier]>, string | undefined]>([
  [{ all: 210, women: 96, men: 114 }, undefined],
  [{ all: 210, women: 97, men: 114 }, 'parts_do_not_make_up_whole at women'],
  [{ all: 210, women: 96 }, 'parts_do_not_make_up_whole at women'],
  [{ all: 210, women: 211 }, 'part_exceeds_whole at women'],
  [{ all: 210, young: 80, teens: 12 }, undefined],
  [{ all: 210, young: 80, teens: 81 }, 'part_exceeds_whole at teens'],
  [{ all: 0.3, women: 0.1, men: 0.2 }, undefined],
  [{ young: 80, women: 96 }, undefined],
  [{ all: [200, 'over'], young: 260 }, undefined],
  [{ all: [200, 'nearly'], young: 201 }, 'part_exceeds_whole at young'],
  [{ all: 200, young: [200, 'over'] }, undefined],
  [{ all: 99, young: [100, 'order'] }, 'part_exceeds_whole at young'],
  [{ all: 210, women: [90, 'over'], men: 114 }, undefined],
  [{ all: 210, women: [100, 'over'], men: 114 }, 'parts_do_not_make_up_whole at women'],
  [{ all: 210, women: [90, 'nearly'], men: 114 }, 'parts_do_not_make_up_whole at women'],
  [{ all: [200, 'about'], women: 150, men: 150 }, undefined],
])('of one entry, %o: %s', (said, expected) => {
  const fault = faultOf(said)

  expect(fault && `${fault.code} at ${fault.at}`).toBe(expected)
})

test('the sentence names the part and the whole with their amounts', () => {
  expect(faultOf({ all: [200, 'nearly'], young: 201 })?.params).toEqual({
    whole: 'all',
    wholeAmount: 'gần 200',
    part: 'young',
    amount: '201',
  })
})

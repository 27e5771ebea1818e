import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

/**
 * A change of one row that is refused where somebody was faster, written by hand although `#life` does it. These numbers only
 * fall: lower yours when you move a life, and delete the line at zero.
 */
const left: Record<string, number> = {
  '1-ground/org': 1,

  '2-promise/documents': 1,

  '2-promise/themes': 1,

  '3-capture/gatherings': 3,

  '3-capture/kinds': 1,

  '3-capture/pledges': 2,

  '4-prove/evidence': 2,

  '6-tell/regimes': 2,

  '6-tell/papers': 2,

  '6-tell/reports': 1,

  '6-tell/sending': 2,
}

test('steps of things that go through states are taken by #life; what is written by hand only falls', () => {
  const found: Record<string, number> = {}
  for (const { name, text } of sourceFiles()) {
    const module = /^\d-[^/]+\/[^/]+/.exec(name)?.[0] ?? name
    const count = text.match(/numUpdatedRows === 1n/g)?.length ?? 0
    if (count > 0) found[module] = (found[module] ?? 0) + count
  }

  expect(found).toEqual(left)
})

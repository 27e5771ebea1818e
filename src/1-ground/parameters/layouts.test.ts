import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { officialLayout, officialLayouts } from './layouts.ts'

test('every layout in the folder is shipped under its own code', () => {
  const files = readdirSync(new URL('./layouts', import.meta.url)).filter((name) => name.endsWith('.json'))
  expect(officialLayouts.map(({ code }) => `${code}.json`).sort()).toEqual(files.sort())
})

test('the Party changes its layout on 27 May 2026', () => {
  expect(officialLayout('party', '2018-04-03').code).toBe('HD36_2018')
  expect(officialLayout('party', '2026-05-26').code).toBe('HD36_2018')
  expect(officialLayout('party', '2026-05-27').code).toBe('HD05_2026')
  expect(officialLayout('party', '2031-01-01').code).toBe('HD05_2026')
})

test('State and organisations have theirs', () => {
  expect(officialLayout('state', '2024-06-30').code).toBe('ND30_2020')
  expect(officialLayout('organisation', '2024-06-30').code).toBe('MASS_2020')
})

test('a day before any layout has the oldest that is known', () => {
  expect(officialLayout('party', '2011-12-31').code).toBe('HD36_2018')
  expect(officialLayout('state', '2020-03-04').code).toBe('ND30_2020')
})

test('no two layouts of a system hold on the same day', () => {
  for (const one of officialLayouts)
    for (const other of officialLayouts)
      if (one !== other && one.system === other.system) {
        const [first, second] = one.validFrom < other.validFrom ? [one, other] : [other, one]
        expect(
          first.validTo !== null && first.validTo < second.validFrom,
          `${first.code}, ${second.code}`,
        ).toBe(true)
      }
})

test('a layout names its source, and what nobody has compared with it', () => {
  for (const layout of officialLayouts) {
    expect(layout.source.urls.length, layout.code).toBeGreaterThan(0)
    expect(layout.source.note, layout.code).toContain('chưa đối chiếu')
    for (const path of layout.source.unverified) {
      const value = path
        .split('.')
        .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], layout)
      expect(value, `${layout.code}: ${path}`).toBeDefined()
    }
  }
})

test('both columns of head and foot fill the width between the margins', () => {
  for (const { code, page, header, signature } of officialLayouts) {
    const width = page.widthMm - page.marginMm.left - page.marginMm.right
    expect(header.columnsMm[0] + header.columnsMm[1], code).toBe(width)
    expect(signature.columnsMm[0] + signature.columnsMm[1], code).toBe(width)
  }
})

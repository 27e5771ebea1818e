import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** What a module writes by hand although `platform/forms` and `platform/lists` do it. */
const byHand = {
  forms: /\bawait submit(Read)?\(/g,
  flashes: /\.query\('da'\)/g,
  places: /\.query\('sau'\)/g,
  cuts: /\b([\w.]*[lL]imit|perPage|pageLength|shown\.read) \+ 1\b/g,
}
type Counts = Partial<Record<keyof typeof byHand, number>>

/**
 * What is left, by module. These numbers only fall: lower yours when you turn a page, and delete the line at zero.
 * An empty line between two modules lets two people do that at once.
 */
const left: Record<string, Counts> = {}

test('forms are taken, flashes told, places read and pages cut by the platform; what is left only falls', () => {
  const found: Record<string, Counts> = {}
  for (const { name, text } of sourceFiles()) {
    const module = /^(\d-[^/]+\/[^/]+|[^/]+)/.exec(name)?.[1] ?? name
    if (module === 'platform') continue
    for (const [what, pattern] of Object.entries(byHand) as [keyof typeof byHand, RegExp][]) {
      const count = text.match(pattern)?.length ?? 0
      if (count > 0) found[module] = { ...found[module], [what]: (found[module]?.[what] ?? 0) + count }
    }
  }

  expect(found).toEqual(left)
})

import { expect, test } from 'vitest'
import type { BoundFigure, FigureScope } from './content.ts'
import { readingsByScope, scopesIn, withReadings } from './rules.ts'

test('the figure of a theme has a reading of its own beside that of the whole', () => {
  const whole: FigureScope = { unitId: 'u', unitSlug: 'xa', indicator: 'waste', period: '2026-03' }
  const ofTheme = { ...whole, themeId: 't' }
  const figure = (scope: FigureScope): BoundFigure => ({ shown: '1', amount: 1, href: '/', scope })
  const content = [figure(whole), figure(ofTheme), figure(whole)]

  expect(scopesIn(content)).toEqual([whole, ofTheme])
  const idOf = readingsByScope([
    [whole, 'of the whole'],
    [ofTheme, 'of the theme'],
  ])
  expect(withReadings(content, idOf).map(({ reading }) => reading)).toEqual([
    'of the whole',
    'of the theme',
    'of the whole',
  ])
})

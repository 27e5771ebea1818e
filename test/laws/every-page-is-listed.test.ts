import { expect, test } from 'vitest'
import {
  administratorsPages,
  doorPages,
  inEnglish,
  parts,
  publicPages,
  workingPages,
} from '../support/listed-pages.ts'
import { routeOf, routes } from '../support/routes.ts'
import { unlistedRoutes } from '../support/unlisted-routes.ts'
import { walkedRoutes } from '../support/walked-routes.ts'

const lists = [publicPages, publicPages.map(inEnglish), doorPages, workingPages, administratorsPages]
const opened = new Set([
  ...lists.flat().map((listed) => routeOf(parts(listed)[0])),
  ...Object.keys(walkedRoutes),
])
const excepted = Object.values(unlistedRoutes).flat()

test('every page is opened by a list that states its status, or is excepted by name with the reason', () => {
  // The API has a law of its own: the-api-is-described.
  const pages = routes.filter((path) => !path.startsWith('/api/v1/'))

  expect(pages.length).toBeGreaterThan(200)
  expect(pages.filter((path) => !opened.has(path) && !excepted.includes(path))).toEqual([])
})

test('what a walk opens is a route that is there', () => {
  expect(Object.keys(walkedRoutes).filter((path) => !routes.includes(path))).toEqual([])
})

test('an exception is a route that is there, that no list opens, and stands once', () => {
  expect(excepted.filter((path) => !routes.includes(path) || opened.has(path))).toEqual([])
  expect(new Set(excepted).size).toBe(excepted.length)
})

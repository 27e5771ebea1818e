import { expect, test } from 'vitest'
import { openModules } from '#platform/module'
import { modules } from '../../src/modules.ts'
import { web } from '../../src/web.ts'
import {
  administratorsPages,
  doorPages,
  inEnglish,
  type Listed,
  parts,
  publicPages,
  workingPages,
} from '../support/listed-pages.ts'
import { unlistedRoutes } from '../support/unlisted-routes.ts'

openModules(modules)
const app = web({ site: { name: 'Thử' }, log: () => {} })
const routes = [...new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))]

/** The route that answers an address; undefined where nothing stands there. */
function routeOf(listed: Listed): string | undefined {
  const [address = ''] = parts(listed)[0].split('?')
  const [found] = app.router.match('GET', address)
  return found.map(([[, route]]) => route).find(({ method }) => method !== 'ALL')?.path
}

const lists = [publicPages, publicPages.map(inEnglish), doorPages, workingPages, administratorsPages]
const opened = new Set(lists.flat().map(routeOf))
const excepted = Object.values(unlistedRoutes).flat()

test('every page is opened by a list that states its status, or is excepted by name with the reason', () => {
  // The API has a law of its own: the-api-is-described.
  const pages = routes.filter((path) => !path.startsWith('/api/v1/'))

  expect(pages.length).toBeGreaterThan(200)
  expect(pages.filter((path) => !opened.has(path) && !excepted.includes(path))).toEqual([])
})

test('an exception is a route that is there, that no list opens, and stands once', () => {
  expect(excepted.filter((path) => !routes.includes(path) || opened.has(path))).toEqual([])
  expect(new Set(excepted).size).toBe(excepted.length)
})

import { expect, test } from 'vitest'
import { openModules } from '#platform/module'
import { modules } from '../../src/modules.ts'
import { web } from '../../src/web.ts'

openModules(modules)
const app = web({ site: { name: 'Thử' }, log: () => {} })

/** One value for each shape of a part that an address asks for. */
const fitting = [
  '01900000-0000-7000-8000-000000000000',
  ...['dong', 'len', 'so-lieu.csv', 'mo-hinh-0.xml', 'bieu-tuong-192.png'],
]

/** An address that a pattern answers: `/hoc-tap/:id` → `/hoc-tap/khong-ai-dung`. */
const exampleOf = (pattern: string): string =>
  pattern.replace(/:\w+\{((?:[^{}]|\{[^}]*\})*)\}\??|:\w+\??|\*/g, (_, shape?: string) => {
    const example = shape ? fitting.find((one) => new RegExp(`^(?:${shape})$`).test(one)) : 'khong-ai-dung'
    if (!example) throw new Error(`Add an example that fits ${pattern}.`)
    return example
  })

/** Every address; checks that stand before an answer have the same one. */
const addresses = app.routes
  .filter(({ method }) => method !== 'ALL')
  .map(({ method, path }) => ({ method, path }))
  .filter(({ method, path }, at, all) => all[at - 1]?.method !== method || all[at - 1]?.path !== path)

test('every address is answered by the page that names it, in whatever order modules stand', () => {
  const shadowed = addresses.filter(({ method, path }) => {
    const [found] = app.router.match(method, exampleOf(path))
    const first = found.map(([[, route]]) => route).find((route) => route.method !== 'ALL')
    return first?.path !== path
  })

  expect(addresses.length).toBeGreaterThan(300)
  expect(shadowed).toEqual([])
})

test('no two modules answer one address', () => {
  const named = addresses.map(({ method, path }) => `${method} ${path}`)

  expect(named.filter((one, at) => named.indexOf(one) !== at)).toEqual([])
})

test('a system without modules is refused: it would answer every address as unknown', () => {
  openModules([])

  try {
    expect(() => web({ site: { name: 'Thử' }, log: () => {} })).toThrow('No modules are open')
  } finally {
    openModules(modules)
  }
})

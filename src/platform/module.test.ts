import { afterEach, expect, test } from 'vitest'
import { modules } from '../modules.ts'
import { broughtTo, type Module, openModules, tableOf } from './module.ts'

const aModule = (name: string, parts: Partial<Module> = {}): Module => ({ name, schemas: [], ...parts })
const run = async (): Promise<void> => {}

// What other files of this worker find.
afterEach(() => openModules(modules))

test('what modules bring is there while they are open, in their order', () => {
  const [first, second] = [
    aModule('first', { onNewDay: async () => 1 }),
    aModule('second', { onNewDay: run }),
  ]

  openModules([first, aModule('brings_nothing'), second])

  expect(broughtTo('onNewDay')).toEqual([first.onNewDay, second.onNewDay])
})

test('a table that somebody holds is filled anew when other modules are opened', () => {
  const table = tableOf('mornings')

  openModules([aModule('first', { mornings: { 'first.remind': run } }), aModule('second')])
  expect(Object.keys(table)).toEqual(['first.remind'])
  openModules([aModule('second', { mornings: { 'second.remind': run } })])
  expect(Object.keys(table)).toEqual(['second.remind'])
})

test('two modules with one name are refused', () => {
  expect(() => openModules([aModule('funds'), aModule('funds')])).toThrow('“funds”')
})

test('two modules that bring the same key are refused: no permission is given in two places', () => {
  const twice = ['funds', 'bills'].map((name) =>
    aModule(name, { permissions: { 'entry.book': ['treasurer'] } }),
  )

  expect(() => openModules(twice)).toThrow('“entry.book” under “permissions”')
})

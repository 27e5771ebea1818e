import { expect, test } from 'vitest'
import { openModules } from '#platform/module'
import { api } from '../../src/api.ts'
import { modules } from '../../src/modules.ts'

type Parameter = { name: string; in: string }
type Described = {
  operationId?: string
  tags?: string[]
  summary?: string
  parameters?: Parameter[]
  responses: Record<string, { content?: Record<string, unknown> }>
  requestBody?: { required?: boolean }
}
type Document = { tags: { name: string }[]; paths: Record<string, Record<string, Described>> }

openModules(modules)

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head']
const document = (await (await api({ name: 'Thử' }).request('/openapi.json')).json()) as Document
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    const described = item[method]
    return described ? [{ path, method, ...described }] : []
  }),
)

test('every operation has a name of its own, that of a function', () => {
  const names = operations.map(({ operationId }) => operationId ?? '')

  expect(names.filter((name) => !/^[a-z]+([A-Z][a-z0-9]+)+$/.test(name))).toEqual([])
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test('every operation says what it does and belongs to one module, which is described', () => {
  const modules = document.tags.map(({ name }) => name)

  const odd = operations.filter(
    ({ tags, summary }) => !summary || tags?.length !== 1 || !modules.includes(tags[0] ?? ''),
  )

  expect(odd.map(({ operationId }) => operationId)).toEqual([])
  expect(modules.filter((name) => !operations.some(({ tags }) => tags?.[0] === name))).toEqual([])
})

test('every operation says what it answers, and how it refuses', () => {
  const odd = operations.filter(
    ({ responses }) =>
      !Object.keys(responses).some((status) => status.startsWith('2')) ||
      !responses['4XX']?.content?.['application/problem+json'],
  )

  expect(odd.map(({ operationId }) => operationId)).toEqual([])
})

test('every part of a path that varies is described, and nothing else is said to be in it', () => {
  const odd = operations.filter(({ path, parameters }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const described = (parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
    return inPath.sort().join() !== described.sort().join()
  })

  expect(odd.map(({ operationId }) => operationId)).toEqual([])
})

test('a unit is the same on every route', () => {
  const kinds = operations.flatMap(({ parameters }) =>
    (parameters ?? []).filter(({ name }) => ['unit', 'under', 'setBy'].includes(name)),
  )

  expect(kinds.length).toBeGreaterThan(10)
  expect(kinds.filter((one) => (one as { schema?: { format?: string } }).schema?.format !== 'uuid')).toEqual(
    [],
  )
})

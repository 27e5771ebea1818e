import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { newId } from '../ids.ts'
import type { Env } from '../web.ts'
import { dayPlace, namePlace, nextHref, packPlace, placeFrom, placeIn, rankPlace, readPage } from './page.ts'

const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'].map((day) => ({ day, id: newId() }))
const after = (place: { day: string } | undefined) => (limit: number) =>
  Promise.resolve(days.filter(({ day }) => !place || day > place.day).slice(0, limit))

test('a list is walked page by page until its end, no row twice and none left out', async () => {
  const first = await readPage(2, after(undefined), ({ day, id }) => ({ day, id }))
  const second = await readPage(2, after(first.next), ({ day, id }) => ({ day, id }))

  expect(first).toEqual({ rows: days.slice(0, 2), next: days[1] })
  expect(second).toEqual({ rows: days.slice(2), next: undefined })
  expect(
    await readPage(
      2,
      async () => [],
      () => ({}),
    ),
  ).toEqual({ rows: [], next: undefined })
})

test('the next page keeps the filters, drops the flash and the place before', async () => {
  const place = { name: 'Tổ “A~B” & bạn', id: newId() }
  const app = new Hono<Env>().get('/list', (c) =>
    c.json([placeIn(c, namePlace) ?? null, nextHref(c, place, '#nguon'), nextHref(c, undefined)]),
  )
  const open = async (path: string) => (await app.request(path)).json()

  const [none, href, end] = await open('/list?q=l%C3%BAa+n%C6%B0%E1%BB%9Bc&da=luu')

  expect([none, end]).toEqual([null, null])
  expect(href).toBe(`/list?q=l%C3%BAa+n%C6%B0%E1%BB%9Bc&sau=${packPlace(place)}#nguon`)
  const [found, again] = await open(href)
  expect(found).toEqual(place)
  expect(again).toBe(href)
})

test.each([
  'x',
  '2026-03-01~1',
  packPlace({ day: '2026-02-30', id: newId() }),
  packPlace({ day: '2026-02-03', id: "'; drop" }),
  packPlace([]),
  Buffer.from('null').toString('base64url'),
])('a place that is none begins the list anew: %s', (word) => {
  expect(placeFrom(dayPlace, word ?? '')).toBeUndefined()
})

test('a place never carries what the database refuses', () => {
  const id = newId()

  expect(placeFrom(rankPlace, packPlace({ rank: 1, name: 'a\0', id }) ?? '')).toBeUndefined()
  expect(placeFrom(rankPlace, packPlace({ rank: 1, name: '\ud800', id }) ?? '')).toBeUndefined()
  expect(placeFrom(rankPlace, packPlace({ rank: 1e12, name: 'a', id }) ?? '')).toBeUndefined()
  expect(placeFrom(rankPlace, packPlace({ rank: 1, name: 'Ấp 1', id }) ?? '')).toEqual({
    rank: 1,
    name: 'Ấp 1',
    id,
  })
})

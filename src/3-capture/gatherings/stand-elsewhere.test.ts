import { beforeAll, expect, test } from 'vitest'
import { look } from '#access'
import { newId } from '#platform/ids'
import { tableOf } from '#platform/module'
import { addDays, today } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from '../../../test/support/district.ts'
import { standingUnder } from '../../2-promise/documents/standing.ts'
import { registered } from '../../2-promise/tasks/programme.fixture.ts'
import { servingTheme } from '../../2-promise/themes/standing.ts'
import { wordTheme } from '../../2-promise/themes/word-theme.ts'
import { planSession } from './plan-session.ts'
import { aSession } from './session.fixture.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let [themeId, documentId, sessionId] = ['', '', '']

beforeAll(async () => {
  district = await aDistrict()
  themeId = newId()
  await wordTheme(district.checker, {
    id: themeId,
    unitId: district.commune,
    span: 'year',
    fromYear: Number(today().slice(0, 4)),
    toYear: null,
    shortTitle: 'Chuyên đề năm',
    title: 'Chuyên đề của năm',
    document: '',
  })
  documentId = (await registered(district.checker, district.commune, { number: 1, symbol: '01-KH/ĐU' })).id
  sessionId = await planSession(
    district.checker,
    district.commune,
    aSession({ title: 'Học chuyên đề năm', themeId, documentIds: [documentId], day: today() }),
  )
})

const seenBy = <T>(person: keyof typeof district, read: Parameters<typeof look<T>>[3]): Promise<T> =>
  look(district[person] as (typeof district)['checker'], 'session.read', null, read)

test('a session stands on the page of its theme and under the document that it studies', async () => {
  const serving = await seenBy('checker', (db) => servingTheme(db, themeId))
  const under = await seenBy('checker', (db) => standingUnder(db, [documentId]))

  expect(serving.flatMap(({ rows }) => rows)).toMatchObject([
    { title: 'Học chuyên đề năm', href: `/hoc-tap/${sessionId}`, unitName: 'Xã Một' },
  ])
  expect(under.get(documentId)?.flatMap(({ rows }) => rows)).toMatchObject([
    { href: `/hoc-tap/${sessionId}` },
  ])
})

test('it stands in the calendars of those whom it concerns, and nobody else sees it anywhere', async () => {
  const days = { from: addDays(today(), -1), until: addDays(today(), 1) }
  const entriesOf = (person: 'checker' | 'stranger') =>
    seenBy(person, (db) =>
      (tableOf('calendar').sessions ?? (async () => []))(db, {
        personId: district[person].personId,
        ...days,
      }),
    )

  expect(await entriesOf('checker')).toMatchObject([
    { uid: `session-${sessionId}`, title: 'Học chuyên đề năm' },
  ])
  expect(await entriesOf('stranger')).toEqual([])
  expect(await seenBy('stranger', (db) => servingTheme(db, themeId))).toEqual([])
  expect((await seenBy('stranger', (db) => standingUnder(db, [documentId]))).size).toBe(0)
})

import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, asSystem, look, lookPublic, perform } from '#access'
import { readConfig } from '#platform/config'
import type { Reader } from '#platform/database'
import { newId } from '#platform/ids'
import { openModules } from '#platform/module'
import { startPostgres } from '#platform/postgres'
import { openReplicas } from '#platform/replicas'
import { type Serving, serve } from '#platform/server'
import { today } from '#platform/time'
import { isPortalPath } from '#portal'
import { newToken, tokenHash } from '../../src/1-ground/access/sign-in/secrets.ts'
import { personOfSession } from '../../src/1-ground/access/sign-in/sign-in.ts'
import { insertSession } from '../../src/1-ground/access/sign-in/store.ts'
import { prepare } from '../../src/main.ts'
import { modules } from '../../src/modules.ts'
import { web } from '../../src/web.ts'
import { copyOfDemonstration, dropCopy } from '../support/demonstration.ts'
import { routeOf } from '../support/routes.ts'
import { ask, Pair, until } from '../support/standby.ts'

// The whole system before two real servers: a primary, and a standby that streams from it.
const pair = new Pair()
const copy = `replica_${process.pid}`
let folder = ''
const said: string[] = []
const faults: unknown[] = []
const tell = (...words: unknown[]) => said.push(words.map((word) => JSON.stringify(word)).join(' '))
const log = { info: tell, warn: tell, error: tell } as unknown as Parameters<typeof openReplicas>[1]
openModules(modules)
const app = web({
  site: { name: 'Thử', demonstration: true, origin: 'http://localhost' },
  log: (fault) => faults.push(fault),
})
const reading = (more: Record<string, string> = {}) =>
  readConfig({
    DATABASE_URL: pair.primaryUrl,
    DATABASE_READ_URL: pair.standbyUrl,
    DATA_FOLDER: folder,
    DATABASE_READ_LAG: '120',
    ...more,
  })
const quick = { every: 100, patience: 500 }
let stopSystem = async () => {}
let closeReplicas = async () => {}
let cookies: Record<'officer' | 'checker' | 'administrator' | 'stranger', string>
let initiative: { id: string; slug: string; name: string }

/** Signs somebody in as if it were long ago: nothing of theirs is new. */
async function cookieOf(userName: string): Promise<string> {
  const [person] = await ask<{ id: string }>(
    pair.primaryUrl,
    `select id from access.person where user_name = '${userName}'`,
  )
  const token = newToken()
  await asSystem('test.session', (tx) =>
    insertSession(tx, {
      hash: tokenHash(token),
      personId: person?.id ?? '',
      isPending: false,
      isKept: false,
      device: '',
      address: '',
      minutes: 600,
    }),
  )
  return `lantoa=${token}`
}
const actorOf = async (cookie: string): Promise<Actor> =>
  (await personOfSession(cookie.slice('lantoa='.length))) ?? { personId: '', name: '' }
const get = (path: string, cookie = '') => app.request(`http://localhost${path}`, { headers: { cookie } })
/** The page, without what is different in every answer. */
const textOf = async (path: string, cookie = '') =>
  (await (await get(path, cookie)).text()).replaceAll(/(nonce|content)="[\w-]{22}"/g, '')

/** An activity of the officer over the API, as the phone sends it. */
async function record(summary: string): Promise<string> {
  const id = newId()
  const answer = await app.request(`http://localhost/api/v1/activities/${id}`, {
    method: 'PUT',
    headers: { cookie: cookies.officer, 'content-type': 'application/json', origin: 'http://localhost' },
    body: JSON.stringify({
      initiativeId: initiative.id,
      day: today(),
      summary,
      answers: { households: 12, waste_kg: 12.5 },
    }),
  })
  expect(await answer.json()).toMatchObject({ id, summary })
  return id
}

const isStandby = async (db: Reader): Promise<boolean> => {
  const { rows } = await sql<{ so: boolean }>`select pg_is_in_recovery() as so`.execute(db)
  return rows[0]?.so ?? false
}
const looksAtStandby = async (cookie: string) => look(await actorOf(cookie), 'figure.read', null, isStandby)

beforeAll(async () => {
  const demonstration = await copyOfDemonstration(copy)
  folder = demonstration.folder
  await pair.begin(demonstration.databaseUrl, copy)
  const config = readConfig({ DATABASE_URL: pair.primaryUrl, DATA_FOLDER: folder })
  const database = await prepare(config, () => {})
  cookies = {
    officer: await cookieOf('ghi.rachkien'),
    checker: await cookieOf('duyet.rachkien'),
    administrator: await cookieOf('quantri'),
    stranger: await cookieOf('lanhdao.tinh'),
  }
  const [found] = await ask<typeof initiative>(
    pair.primaryUrl,
    `select initiative.id, initiative.slug, initiative.name from initiatives.initiative join org.unit on unit.id = initiative.unit_id
      join access.role_held as held on held.unit_id = unit.id join access.person on person.id = held.person_id
     where person.user_name = 'ghi.rachkien' and initiative.kind = 'home_composting' and initiative.state in ('active', 'recognised') limit 1`,
  )
  if (!found) throw new Error('There is no initiative to record in.')
  initiative = found
  await pair.follow()
  await until(() => pair.hasCaughtUp(), 'the standby has caught up')
  closeReplicas = await openReplicas(reading(), log, quick)
  stopSystem = database.stop
}, 900_000)

afterAll(async () => {
  await closeReplicas()
  await stopSystem()
  await pair.end()
  await dropCopy(copy)
})

describe('what is read, and where', () => {
  test('looks and the public read from the standby; changes, and what follows them in a request, from the primary', async () => {
    const stranger = await actorOf(cookies.stranger)
    const officer = await actorOf(cookies.officer)
    // A busy machine lets it lag for a moment after the district was loaded: then nobody reads there.
    await expect.poll(() => lookPublic(isStandby)).toBe(true)
    await expect.poll(() => look(stranger, 'figure.read', null, isStandby)).toBe(true)
    expect(await look({ ...stranger, mustSee: undefined }, 'figure.read', null, isStandby)).toBe(false)

    const whereItWrites = await perform(officer, 'activity.record', null, isStandby)

    expect(whereItWrites).toBe(false)
    expect(await look(officer, 'figure.read', null, isStandby)).toBe(false)
  })

  const publicPages = [
    '/',
    '/en',
    '/so-lieu',
    '/so-lieu?ky=2021-Q1',
    '/so-lieu/organic_waste_kg?ky=2024',
    '/don-vi',
    '/don-vi/xa-rach-kien',
    '/mo-hinh',
    '/mo-hinh?q=rac',
    '/du-lieu-mo',
    '/sitemap.xml',
    '/robots.txt',
  ]
  const workingPages = [
    '/viec-cua-toi',
    '/ghi-hoat-dong',
    '/hoat-dong',
    '/hoat-dong?cua=toi',
    '/duyet',
    '/so-lieu-chi-tiet',
    '/so-lieu-chi-tiet/xa-rach-kien?ky=2026',
    '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg?ky=2026',
    '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/vi-sao?ky=2026',
    '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/chia-se?ky=2026',
    '/so-sanh-so-lieu',
    '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025&cach=luc-do&theo=thang',
    '/so-sanh-so-lieu/xa-rach-kien?ky=2025&xem=muc&chi-tieu=organic_waste_kg&chi-tieu=deeds_done_rate',
    '/lien-ket-chia-se',
    '/quan-ly/mo-hinh',
    '/quan-ly/mo-hinh/them',
    '/bao-cao',
    '/bao-cao/xa-rach-kien/2026-03',
    '/quan-ly/don-vi',
    '/tai-khoan',
    '/them',
    '/api/v1/units',
    '/api/v1/initiatives',
    '/api/v1/activities',
    '/api/v1/indicators',
  ]
  const administratorsPages = [
    '/quan-ly/don-vi',
    '/quan-ly/don-vi/them',
    '/quan-ly/sap-xep',
    '/quan-ly/sap-xep/moi?loai=merge',
    '/quan-ly/sap-xep/moi?loai=split',
    '/quan-ly/nguoi-dung',
    '/quan-ly/nhat-ky',
    '/lien-thong',
  ]

  test('every page can be read from a standby: none has to be made on the primary instead', async () => {
    const asked = [
      ...publicPages.map((path) => [path, ''] as const),
      ...workingPages.map((path) => [path, cookies.checker] as const),
      ...administratorsPages.map((path) => [path, cookies.administrator] as const),
    ]
    // From the lists one goes on to single records, initiatives, units, and files to take away: to some of each kind.
    const opened = new Map<string, number>()
    for (const [path, cookie] of [...asked]) {
      const links = (await textOf(path, cookie)).matchAll(/href="(\/[^"#]*)"/g)
      for (const link of new Set([...links].map(([, link]) => (link ?? '').replaceAll('&amp;', '&')))) {
        const { pathname, searchParams } = new URL(link, 'http://localhost')
        const kind = `${cookie} ${routeOf(pathname) ?? pathname}?${[...searchParams.keys()].sort()}`
        const count = opened.get(kind) ?? 0
        // To take one's own data away leaves a line in the audit: who does has changed something.
        if (count >= 2 || /^\/(assets|dang-xuat|ngon-ngu|tai-khoan\/du-lieu)/.test(link)) continue
        opened.set(kind, count + 1)
        asked.push([link, cookie])
      }
    }
    const pages = new Map(asked.map((one) => [one.join(' '), one]))
    said.length = 0

    const answers: Record<string, number> = {}
    for (const [path, cookie] of pages.values()) {
      const answer = await get(path, cookie)
      await answer.arrayBuffer()
      if (answer.status >= 400) answers[path] = answer.status
    }

    expect(pages.size).toBeGreaterThan(80)
    expect(answers).toEqual({})
    expect(faults).toEqual([])
    expect(said).toEqual([])
    // Some hundred pages, one after the other: one that is given up goes on behind the tests that follow.
  }, 600_000)
})

describe('while the standby stands still', () => {
  beforeAll(async () => {
    await until(() => pair.hasCaughtUp(), 'the standby has caught up')
    await until(() => looksAtStandby(cookies.stranger), 'strangers read from the standby')
    await pair.hold()
  })
  afterAll(() => pair.release())

  test('whoever wrote sees it at once, on every device and in every process; others may see what was before', async () => {
    const before = await textOf('/viec-cua-toi', cookies.checker)

    const id = await record('Ghi trong lúc bản sao đứng yên')

    // A second sign-in of the same person, as on another device: this process knows nothing of it.
    for (const cookie of [cookies.officer, await cookieOf('ghi.rachkien')]) {
      expect((await get(`/hoat-dong/${id}`, cookie)).status).toBe(200)
      expect(await textOf('/hoat-dong?cua=toi', cookie)).toContain('Ghi trong lúc bản sao đứng yên')
      expect(await looksAtStandby(cookie)).toBe(false)
    }
    expect(await textOf('/hoat-dong', cookies.checker)).not.toContain('Ghi trong lúc bản sao đứng yên')
    expect(await textOf('/viec-cua-toi', cookies.checker)).toBe(before)
    expect(await looksAtStandby(cookies.checker)).toBe(true)
  })

  test('what does not exist there yet is looked for on the primary before it is said not to exist', async () => {
    const id = await record('Được gửi đường dẫn ngay')

    const answer = await get(`/hoat-dong/${id}`, cookies.checker)

    expect(answer.status).toBe(200)
  })

  test('a public page shows what is public now, and none is kept from before under a newer state', async () => {
    const server: Serving = await serve({
      fetch: app.fetch,
      isShared: isPortalPath,
      host: '127.0.0.1',
      port: 0,
    })
    const address = `http://127.0.0.1:${server.port}/mo-hinh/${initiative.slug}`
    const titles: boolean[] = []

    for (const name of ['Tên mới thứ nhất', 'Tên mới thứ hai']) {
      await asSystem('test.rename', (tx) =>
        tx.updateTable('initiatives.initiative').set({ name }).where('id', '=', initiative.id).execute(),
      )
      await until(
        async () => (await (await fetch(address)).text()).includes(name),
        'the new name is on the page within the half second for which an answer is trusted',
      )
      // Again and again, from memory and rendered anew.
      for (let time = 0; time < 10; time += 1) {
        titles.push((await (await fetch(address)).text()).includes(name))
        await new Promise((done) => setTimeout(done, 60))
      }
    }

    await server.stop()
    expect(titles.every(Boolean)).toBe(true)
  })
})

describe('when something is wrong with the standby', () => {
  const unread = (word: string) => said.some((line) => line.includes(word))

  test('one that is too far behind is left alone until it has caught up', async () => {
    await until(() => looksAtStandby(cookies.stranger), 'strangers read from the standby')
    await closeReplicas()
    closeReplicas = await openReplicas(reading({ DATABASE_READ_LAG: '1' }), log, quick)
    await pair.hold()
    const id = await record('Khi bản sao chậm')

    // On a busy machine it may be left alone for another reason before it is known to be behind.
    await until(async () => unread('more than 1 seconds behind'), 'it is known to be too far behind')

    expect(await looksAtStandby(cookies.stranger)).toBe(false)
    expect(await textOf('/hoat-dong', cookies.checker)).toContain(id)
    await pair.release()
    await until(() => looksAtStandby(cookies.stranger), 'strangers read from the standby again')
    await closeReplicas()
    closeReplicas = await openReplicas(reading(), log, quick)
  })

  test('where it stops, everybody goes on without noticing, and it is read from when it comes back', async () => {
    said.length = 0
    const statuses: number[] = []
    let isOver = false
    const readers = [
      '/viec-cua-toi',
      '/so-lieu-chi-tiet/xa-rach-kien?ky=2026',
      '/bao-cao/xa-rach-kien/2026-03',
    ].map(async (path) => {
      while (!isOver) statuses.push((await get(path, cookies.checker)).status)
    })

    try {
      await pair.stopStandby()
      await until(() => unread('is not read from'), 'somebody has found the standby gone')
      await record('Khi bản sao đã tắt')
      statuses.push((await get('/so-lieu')).status)
    } finally {
      // Whatever comes of it: readers that go on would keep the run from ending.
      isOver = true
      await Promise.all(readers)
    }

    expect([...new Set(statuses)]).toEqual([200])
    expect(faults).toEqual([])
    expect(await looksAtStandby(cookies.stranger)).toBe(false)
    await pair.startStandby()
    await until(() => looksAtStandby(cookies.stranger), 'strangers read from the standby again')
    expect(unread('Pages and reports are read from')).toBe(true)
  }, 240_000)

  test('a server that is away at the start is waited for; a wrong one is refused with what is wrong', async () => {
    const at = (change: (url: URL) => void) => {
      const url = new URL(pair.standbyUrl)
      change(url)
      return openReplicas(reading({ DATABASE_READ_URL: url.toString() }), log, quick)
    }
    await closeReplicas()

    const end = await at((url) => Object.assign(url, { port: '1' }))

    expect((await get('/viec-cua-toi', cookies.checker)).status).toBe(200)
    await end()
    await expect(at((url) => Object.assign(url, { password: 'sai' }))).rejects.toThrow(/password/)
    await expect(at((url) => Object.assign(url, { pathname: '/postgres' }))).rejects.toThrow(
      /another database/,
    )
    await expect(at((url) => Object.assign(url, { port: new URL(pair.primaryUrl).port }))).rejects.toThrow(
      /DATABASE_READ_URL \(127\.0\.0\.1:\d+\): it follows no other server: it is the primary itself/,
    )
    const stranger = await startPostgres({ dataFolder: join(folder, 'stranger'), fast: true, say: () => {} })
    try {
      await expect(openReplicas(reading({ DATABASE_READ_URL: stranger.url }), log, quick)).rejects.toThrow(
        /another PostgreSQL server with other data/,
      )
    } finally {
      await stranger.stop()
    }
    expect((await get('/viec-cua-toi', cookies.checker)).status).toBe(200)
    closeReplicas = await openReplicas(reading(), log, quick)
  })

  test('one that was promoted goes its own way: from that moment nobody reads there', async () => {
    await until(() => looksAtStandby(cookies.stranger), 'strangers read from the standby')
    said.length = 0

    await ask(pair.standbyUrl, 'select pg_promote()')
    await until(() => unread('a standby that was promoted'), 'the promotion is told')
    await ask(
      pair.standbyUrl,
      `update initiatives.initiative set name = 'Tên ở nhánh riêng' where id = '${initiative.id}'`,
    )

    expect(await looksAtStandby(cookies.stranger)).toBe(false)
    expect(await textOf(`/mo-hinh/${initiative.slug}`)).not.toContain('Tên ở nhánh riêng')
    expect((await get('/viec-cua-toi', cookies.checker)).status).toBe(200)
  })
})

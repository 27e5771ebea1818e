import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foldFigures } from '#figures'
import { sendMail } from '#notices'
import { readConfig } from '#platform/config'
import { newId } from '#platform/ids'
import { encrypted } from '#platform/secret'
import { today } from '#platform/time'
import { makeToken } from '../../src/1-ground/access/sign-in/account.ts'
import { makeFeed } from '../../src/1-ground/notices/calendar/feed.ts'
import { spreadNotices } from '../../src/1-ground/notices/spread-notices.ts'
import { useMail } from '../../src/1-ground/notices/ways/mail.ts'
import { mailDigest, mailNotice } from '../../src/1-ground/notices/ways/mail-notice.ts'
import { demonstrationPassword } from '../../src/demo/people.ts'
import { layOutDistrict } from '../../src/demo/units.ts'
import { type RunningSystem, start } from '../../src/main.ts'
import { addressesOfRoutes } from '../support/addresses-of-routes.ts'
import { apiAddresses } from '../support/api-addresses.ts'
import { crawl, type Met } from '../support/crawl.ts'
import { copyOfDemonstration, dropCopy } from '../support/demonstration.ts'
import {
  administratorsPages,
  doorPages,
  inEnglish,
  parts,
  publicPages,
  workingPages,
} from '../support/listed-pages.ts'
import { openMailCatcher } from '../support/mail-catcher.ts'
import { routeOf } from '../support/routes.ts'
import { walkedRoutes } from '../support/walked-routes.ts'
import {
  addressesOfPlanted,
  child,
  idsOf,
  namesChild,
  type Planted,
  personOf,
  plantChild,
  sayableOf,
  sought,
} from './planted-child.ts'

/** Recorders and checkers of the unit and of those above it, and the inspector. */
const allowed = ['ghi.rachkien', 'duyet.rachkien', 'duyet.tinh', 'kiemtra.tinh', 'ghi.tinh']
const others = [
  ...['quantri', 'lanhdao.tinh', 'bientap.tinh', 'mattran.rachkien', 'thuquy.rachkien'],
  ...['kiemsoat.rachkien', 'phatthanh.rachkien'],
]

const copy = `child_${process.pid}`
let system: RunningSystem
let owner: pg.Client
let planted: Planted
/** Addresses of every route that things of the district fill. */
let filled: string[]
const crawls = new Map<string, Crawled>()

beforeAll(async () => {
  const { databaseUrl, folder } = await copyOfDemonstration(copy)
  owner = new pg.Client({ connectionString: databaseUrl })
  await owner.connect()
  system = await start(
    readConfig({ DATABASE_URL: databaseUrl, DATA_FOLDER: folder, PORT: '0', LOG_LEVEL: 'error' }),
    () => {},
  )
  // No form that comes with the software asks for words where people are protected; a unit can make one that does.
  await owner.query(`begin; set local session_replication_role = replica;
    insert into initiatives.field (form_id, key, position, type, label_vi, label_en)
      select id, 'child_words', 900, 'text', 'Ghi thêm', 'More' from initiatives.form where kind = 'godmothers'; commit`)
  planted = await plantChild()
  await foldFigures()
  await bringIn('/quan-ly/don-vi/nhap', [
    'Mã định danh,Tên,Loại,Trực thuộc địa bàn,Hiệu lực từ',
    'ap-thu,Ấp thử,Ấp,xa-rach-kien,2026-01-01',
  ])
  await bringIn('/quan-ly/nguoi-dung/nhap', [
    'Họ và tên,Đơn vị,Vai trò',
    'Nguyễn Văn Thử,xa-rach-kien,Người ghi',
  ])
  filled = await addressesOfRoutes(owner, layOutDistrict().at('new/28114').id)
}, 900_000)

afterAll(async () => {
  await owner.end()
  await system.stop()
  await dropCopy(copy)
})

async function signIn(userName: string): Promise<string> {
  const answer = await fetch(`${system.address}/dang-nhap`, {
    method: 'POST',
    headers: { origin: system.address },
    body: new URLSearchParams({ login: userName, password: demonstrationPassword }),
    redirect: 'manual',
  })
  expect(answer.status, userName).toBe(303)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Has the administrator send a table, and leaves it to be confirmed. */
async function bringIn(address: string, rows: string[]): Promise<void> {
  const body = new FormData()
  body.append('file', new File([rows.join('\n')], 'bang.csv'))
  const headers = { cookie: await signIn('quantri'), origin: system.address }
  const answer = await fetch(system.address + address, { method: 'POST', headers, body, redirect: 'manual' })
  expect(answer.status, answer.status === 303 ? '' : await answer.text()).toBe(303)
}

/** Half of the name is typed where something can be looked for; such a page may say that half back, and not the other. */
const tells = (text: string, { address }: Met): boolean =>
  address.includes(sought) ? /worobeq/i.test(text) : namesChild(text)

type Crawled = { met: Met[]; telling: string[] }

/** Opens all that somebody can reach by links, from the lists of pages and from what was planted. */
async function crawledBy(userName: string | undefined): Promise<Crawled> {
  const known = crawls.get(userName ?? '')
  if (known) return known
  const cookie = userName ? await signIn(userName) : ''
  const lists = userName ? [workingPages, administratorsPages] : [publicPages, doorPages]
  const listed = lists.flat().map((one) => parts(one)[0])
  const telling: string[] = []
  const met = await crawl({
    from: [
      ...(userName ? ['/viec-cua-toi', '/them'] : ['/sitemap.xml', '/du-lieu-mo']),
      ...addressesOfPlanted(planted),
      ...listed,
      ...listed
        .filter((address) => /[?&]q=/.test(address))
        .map((address) => address.replace(/q=[^&]*/, `q=${sought}`)),
      ...filled,
      ...(userName ? [`/lich/${await makeFeed(personOf(userName), 'Lịch')}.ics`] : []),
    ],
    ask: (address) => fetch(system.address + address, { headers: { cookie }, redirect: 'manual' }),
    // A PDF says what the page and the .docx say, and takes a browser for each.
    routeOf: (address) => (/\.pdf(\?|$)/.test(address) ? undefined : routeOf(address)),
    isWanted: (address) => idsOf(planted).some((id) => address.includes(id)),
    mostOfAKind: 1,
    mostOfARoute: 3,
    read: (text, here) => {
      if (tells(text, here)) telling.push(here.address)
    },
  })
  crawls.set(userName ?? '', { met, telling })
  return { met, telling }
}

test.each(allowed)('%s, who needs it, reads the name of the child on the record', async (userName) => {
  const headers = { cookie: await signIn(userName) }
  const answer = await fetch(`${system.address}/hoat-dong/${planted.records.whole}`, { headers })

  expect(namesChild(await answer.text())).toBe(true)
})

test('an inspector reads it on the pages of the record and of the visit, and only there where it was typed', async () => {
  const { met, telling } = await crawledBy('kiemtra.tinh')

  expect(telling).toEqual(
    expect.arrayContaining([
      `/hoat-dong/${planted.records.whole}`,
      `/kiem-tra-thuc-te/${planted.check}/${planted.records.whole}`,
    ]),
  )
  expect(met.filter(({ status }) => status >= 500)).toEqual([])
}, 300_000)

test.each([...others, undefined])(
  '%s reads it nowhere',
  async (userName) => {
    const { met, telling } = await crawledBy(userName)
    console.info(
      `${userName ?? 'public'}: ${met.length} pages of ${new Set(met.map(({ route }) => route)).size} kinds`,
    )

    expect(telling).toEqual([])
    expect(met.filter(({ status }) => status >= 500)).toEqual([])
  },
  300_000,
)

/** What programs of somebody read over the API, with the name where it may be looked for. */
async function apiReadBy(userName: string): Promise<{ address: string; status: number; text: string }[]> {
  const token = await makeToken({ ...personOf(userName), sessionId: newId() }, 'Máy', 1)
  const ask = async (address: string, headers = { authorization: `Bearer ${token}` }) => {
    const answer = await fetch(system.address + address, { headers })
    return { address, status: answer.status, text: Buffer.from(await answer.arrayBuffer()).toString() }
  }
  const description = JSON.parse((await ask('/api/v1/openapi.json')).text)
  const addresses = apiAddresses(description, sayableOf(planted))
  const answers = []
  const basic = { authorization: `Basic ${Buffer.from(`${userName}:${token}`).toString('base64')}` }
  const forms = await ask('/openrosa/formList', basic)
  answers.push(forms)
  for (const [, address = ''] of forms.text.matchAll(/<downloadUrl>[^<]*?(\/openrosa[^<]+)</g))
    answers.push(await ask(address, basic))
  for (const address of addresses) if (!address.includes('/pdf')) answers.push(await ask(address))
  return answers
}

test('over the API the checker of the unit reads it in the record', async () => {
  const answers = await apiReadBy('duyet.rachkien')

  const told = answers.filter(({ text }) => namesChild(text)).map(({ address }) => address)
  expect(told).toContain(`/api/v1/activities/${planted.records.whole}`)
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
})

test.each(others)('programs of %s read it nowhere', async (userName) => {
  const answers = await apiReadBy(userName)

  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(10)
  expect(
    answers.filter(({ text }) => namesChild(text.replaceAll(sought, ''))).map(({ address }) => address),
  ).toEqual([])
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
})

test.each(Object.entries(walkedRoutes))(
  '%s is opened: %j',
  async (route, [who, status]) => {
    const { met } = await crawledBy(who === 'public' ? undefined : who)

    expect(met.filter((one) => one.route === route).map((one) => one.status)).toContain(status)
  },
  300_000,
)

test('whoever is not signed in opens only what a list calls public', async () => {
  const { met } = await crawledBy(undefined)
  const listed = [...publicPages, ...publicPages.map(inEnglish), ...doorPages]
  const open = new Set([
    ...listed.map((one) => routeOf(parts(one)[0])),
    ...Object.keys(walkedRoutes).filter((route) => walkedRoutes[route]?.[0] === 'public'),
    // A page of a certificate or a report, in both languages.
    ...['/kiem-chung/:code', '/en/kiem-chung/:code'],
  ])

  const opened = new Set(met.filter(({ status }) => status === 200).map(({ route }) => route))
  expect([...opened].filter((route) => !open.has(route))).toEqual([])
  expect(new Set(met.map(({ route }) => route)).size).toBeGreaterThan(200)
})

test('no mail of a notice says it, whoever it went to', async () => {
  const catcher = await openMailCatcher()
  useMail({ smtpUrl: catcher.url, from: 'Lan Tỏa <lantoa@example.vn>', origin: system.address })
  await spreadNotices()
  const people = [...others, ...allowed].map((userName) => personOf(userName).personId)
  await owner.query(
    `insert into notices.address (person_id, sealed, confirmed_at) select unnest($1::uuid[]), $2, now()`,
    [people, encrypted('ai.do@example.vn')],
  )
  const { rows: notices } = await owner.query<{ id: string; kind: string }>(
    'select id, kind from notices.notice',
  )
  await owner.query(
    `insert into notices.received (notice_id, person_id) select id, unnest($1::uuid[]) from notices.notice on conflict do nothing`,
    [people],
  )

  for (const personId of people) {
    await mailDigest({ personId, day: today() })
    await owner.query('delete from notices.sent')
    for (const { id } of notices) await mailNotice({ noticeId: id, personId })
  }
  const texts = catcher.mails.map(({ subject, text }) => `${subject} ${text}`)
  const known = { to: 'ai.do@example.vn', what: 'x', write: () => ({ subject: child, text: child }) }
  await sendMail(known)
  useMail(undefined)
  await catcher.close()

  expect(new Set(notices.map(({ kind }) => kind)).size).toBeGreaterThan(5)
  expect(texts.length).toBeGreaterThan(notices.length)
  expect(texts.filter(namesChild)).toEqual([])
  expect(namesChild(catcher.mails.at(-1)?.subject ?? '')).toBe(true)
})

test('it stands nowhere in the database as it was typed, and no file has its name', async () => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind in ('r', 'm') and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  const holding: string[] = []
  for (const { name } of tables) {
    const { rowCount } = await owner.query(
      `select from ${name} as one where one::text ~* 'zulikhe|worobeq' limit 1`,
    )
    if (rowCount) holding.push(name)
  }

  expect(tables.length).toBeGreaterThan(100)
  expect(holding).toEqual([])
})

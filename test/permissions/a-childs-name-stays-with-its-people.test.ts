import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foldFigures } from '#figures'
import { readConfig } from '#platform/config'
import { newId } from '#platform/ids'
import { today } from '#platform/time'
import { makeToken } from '../../src/1-ground/access/sign-in/account.ts'
import { demonstrationPassword } from '../../src/demo/people.ts'
import { type RunningSystem, start } from '../../src/main.ts'
import { apiAddresses } from '../support/api-addresses.ts'
import { crawl, type Met } from '../support/crawl.ts'
import { copyOfDemonstration, dropCopy } from '../support/demonstration.ts'
import { administratorsPages, doorPages, parts, publicPages, workingPages } from '../support/listed-pages.ts'
import { pagesOfOneThing } from '../support/pages-of-one-thing.ts'
import { routeOf } from '../support/routes.ts'
import { namesChild, type Planted, personOf, plantChild } from './planted-child.ts'

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

/** All that was planted, by its address. */
function addressesOfPlanted(): string[] {
  const { records, initiative, batch, codes, hold, question, check } = planted
  return [
    ...Object.values(records).flatMap((id) =>
      ['', '/sua', '/xac-nhan'].map((under) => `/hoat-dong/${id}${under}`),
    ),
    ...['', '/tuyen', '/danh-sach.tsv', `/${records.whole}`].map(
      (under) => `/kiem-tra-thuc-te/${check}${under}`,
    ),
    ...['', '/nhan-rong', '/lan-toa', '/huong-dan', '/cong-nhan'].map(
      (under) => `/quan-ly/mo-hinh/${initiative}${under}`,
    ),
    ...[`/ghi-hoat-dong/${initiative}`, `/thu-vien-mo-hinh/${initiative}`, `/kiem-tra/${check}`],
    ...[
      `/cau-hoi-anh/${question}`,
      `/cau-tra-loi-cho-xem/${hold}`,
      `/xac-nhan/${batch}/in`,
      `/xn/${codes[4]}`,
    ],
    `/bao-cao/xa-rach-kien/${today().slice(0, 7)}`,
    ...['sponsor_visits', 'sponsored_children'].map(
      (code) => `/so-lieu-chi-tiet/xa-rach-kien/${code}?ky=${today().slice(0, 4)}`,
    ),
  ]
}

/** Half of the name is typed where something can be looked for; such a page may say that half back, and not the other. */
const sought = 'Zulikhe'
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
  const ids = [
    ...Object.values(planted.records),
    planted.initiative,
    planted.check,
    planted.question,
    planted.hold,
  ]
  const met = await crawl({
    from: [
      ...(userName ? ['/viec-cua-toi', '/them'] : ['/sitemap.xml', '/du-lieu-mo']),
      ...addressesOfPlanted(),
      ...listed,
      ...listed
        .filter((address) => /[?&]q=/.test(address))
        .map((address) => address.replace(/q=[^&]*/, `q=${sought}`)),
    ],
    ask: (address) => fetch(system.address + address, { headers: { cookie }, redirect: 'manual' }),
    // A PDF says what the page and the .docx say, and takes a browser for each.
    routeOf: (address) => (/\.pdf(\?|$)/.test(address) ? undefined : routeOf(address)),
    isWanted: (address) => ids.some((id) => address.includes(id)),
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
  const ask = async (address: string) => {
    const answer = await fetch(system.address + address, { headers: { authorization: `Bearer ${token}` } })
    return { address, status: answer.status, text: Buffer.from(await answer.arrayBuffer()).toString() }
  }
  const { records, union, initiative, batch, hold, question, check } = planted
  const description = JSON.parse((await ask('/api/v1/openapi.json')).text)
  const addresses = apiAddresses(description, {
    id: [...Object.values(records), initiative, batch, hold, question, check, union],
    ...{ unit: [union], under: [union], initiative: [initiative], device: [newId()], code: ['28114'] },
    ...{ indicator: ['sponsor_visits', 'sponsored_children'], period: [today().slice(0, 4)], day: [today()] },
    ...{
      name: [sought],
      q: [sought],
      all: ['true'],
      open: ['false'],
      state: ['accepted', 'returned', 'rejected'],
    },
  })
  const answers = []
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

test.each(Object.entries(pagesOfOneThing))(
  '%s is opened by links: %j',
  async (route, [who, status]) => {
    const { met } = await crawledBy(who)

    expect(met.filter((one) => one.route === route).map((one) => one.status)).toContain(status)
  },
  300_000,
)

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

import { sql } from 'kysely'
import { type Actor, asSystem } from '#access'
import { checkActivity, correctActivity, recordActivity, reopenActivity } from '#activities'
import { sendFile } from '#evidence'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { writeXlsx } from '#platform/spreadsheet'
import { today } from '#platform/time'
import {
  answerCode,
  closeSpotCheck,
  drawSampleOf,
  issueCodes,
  planSpotCheck,
  printCodes,
  recordFinding,
  spotCheckPage,
} from '#verification'
import { registerImport } from '../../src/3-capture/registers/import-registers.ts'
import { aPhoto } from '../../src/4-prove/evidence/evidence.fixture.ts'
import { answerQuestion } from '../../src/4-prove/evidence/reuse/answer-question.ts'
import { lookAtAnswers } from '../../src/4-prove/verification/confirmations/look-at-answers.ts'
import { settleDoubt } from '../../src/4-prove/verification/confirmations/settle-doubt.ts'
import { inventPeople } from '../../src/demo/people.ts'
import { layOutDistrict } from '../../src/demo/units.ts'
import type { Sayable } from '../support/api-addresses.ts'

/** The name that is looked for: it looks the same in HTML, JSON, an address and a file name. */
export const child = 'Zulikhe Worobeq'
export const namesChild = (text: string): boolean => /zulikhe|worobeq/i.test(text)

/** Half of the name is typed where something can be looked for. */
export const sought = 'Zulikhe'

/** A person of the demonstration. */
export const personOf = (userName: string): Actor => {
  const found = inventPeople().find((one) => one.userName === userName)
  if (!found) throw new Error(`Nobody is called ${userName}.`)
  return { personId: found.id, name: found.name }
}
const recorder = personOf('ghi.rachkien')
const checker = personOf('duyet.rachkien')
const inspector = personOf('kiemtra.tinh')
const printer = personOf('ghi.tinh')

/** Everything that a record with the name led to. */
export type Planted = Awaited<ReturnType<typeof plantChild>>

/**
 * Has people of Rạch Kiến do all that they can do with records of a child, with the name in everything that can be typed: words,
 * answers, reasons, findings, remarks, settlements, the name of a file. The form has to ask a question in words.
 */
export async function plantChild() {
  const union = layOutDistrict().at('new/28114/women').id
  const { rows } = await sql<{ id: string }>`
    select id from initiatives.initiative where kind = 'godmothers' and unit_id = ${union}
       and state in ('active', 'recognised') order by id limit 1`.execute(database())
  const initiative = rows[0]?.id ?? ''
  const whole = await aRecord(initiative)
  await returned(whole, 1)
  await corrected(whole, 1)
  await accepted(whole, 2)
  const found = await aRecord(initiative)
  await accepted(found, 1)
  const back = await aRecord(initiative)
  await returned(back, 1)
  const rejected = await aRecord(initiative)
  await judged(rejected, 1, 'rejected')
  const reopened = await aRecord(initiative)
  await judged(reopened, 1, 'rejected')
  await reopenActivity(personOf('duyet.tinh'), reopened, { seen: 1, reason: `Mẹ của ${child} xác nhận` })
  const waiting = await aRecord(initiative)
  const { batch, codes } = await asked(whole)
  const { doubt, hold } = await settled(whole)
  const question = await questioned(whole, union)
  const check = await visited(whole, found)
  await broughtIn(initiative)
  const records = { whole, found, back, rejected, reopened, waiting }
  return { union, initiative, records, batch, codes, doubt, hold, question, check }
}

/** A register of past years comes in, and another waits to be confirmed. */
async function broughtIn(initiative: string): Promise<void> {
  const { rows } = await sql<{ name: string; unit: string }>`
    select initiative.name, unit.name as unit from initiatives.initiative join org.unit on unit.id = unit_id
     where initiative.id = ${initiative}`.execute(database())
  const head = ['Đơn vị', 'Mô hình', 'Ngày làm', 'Đã làm gì', ...Object.keys(answers)]
  const said = Object.values({ ...answers, visits: 7 })
  const row = [rows[0]?.unit ?? '', rows[0]?.name ?? '', today(), `Đến thăm ${child}`, ...said]
  const preview = () =>
    registerImport.preview(
      recorder,
      { kind: 'godmothers' },
      { name: `${child}.xlsx`, bytes: writeXlsx([{ name: child, rows: [head, row] }]) },
    )
  const { confirm, plan } = await preview()
  if (!confirm) throw new Error(JSON.stringify(plan))
  await registerImport.confirm(recorder, confirm)
  await preview()
}

const answers = { children: 1, visits: 2, paid_dong: 500_000, child_words: `${child} học lớp 3` }

async function aRecord(initiativeId: string): Promise<string> {
  const { sha256 } = await sendFile(recorder, await aPhoto(), `${child}.jpg`)
  const id = newId()
  const photos = { kept: [], sentAhead: [sha256] }
  await recordActivity(recorder, {
    id,
    initiativeId,
    day: today(),
    summary: `Thăm ${child}`,
    answers,
    photos,
  })
  return id
}

const judged = (id: string, seen: number, verdict: 'accepted' | 'returned' | 'rejected') =>
  checkActivity(checker, id, {
    seen,
    verdict,
    reason: verdict === 'accepted' ? '' : `Ghi rõ việc của ${child}`,
    field: verdict === 'returned' ? 'child_words' : '',
    publishPhotos: true,
  })
const accepted = (id: string, seen: number) => judged(id, seen, 'accepted')
const returned = (id: string, seen: number) => judged(id, seen, 'returned')

const corrected = (id: string, seen: number) =>
  correctActivity(recorder, id, {
    seen,
    day: today(),
    summary: `Thăm và trao quà ${child}`,
    answers,
    reason: `Bổ sung về ${child}`,
    photos: { kept: [], sentAhead: [] },
    removed: [],
  })

/** People are asked about a record; two say no, which raises a question to the checker. */
async function asked(id: string) {
  const batch = await issueCodes(printer, id, { size: 5, days: 30 })
  const { codes } = await printCodes(printer, batch, { seen: 0, handedOutBy: 'Trưởng ấp 1' })
  for (const [number, code] of codes.slice(0, 2).entries())
    await answerCode(
      code,
      { happened: 'no', received: 'no', quality: null, remark: `${child} chưa nhận được gì` },
      { address: `198.51.100.${number + 1}` },
      new Date(Date.now() + number * 5_400_000),
    )
  return { batch, codes }
}

const idOf = async (table: string, column: string, value: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.raw(table)} where ${sql.ref(column)} = ${value}`.execute(database())
  return rows[0]?.id ?? ''
}

async function settled(id: string) {
  const doubt = await idOf('verification.doubt', 'activity_id', id)
  await settleDoubt(checker, doubt, `Đã hỏi mẹ của ${child}`)
  await asSystem('test.hold', (tx) =>
    sql`insert into verification.hold (activity_id, answers, places, minutes) values (${id}, 3, 1, 2)`.execute(
      tx,
    ),
  )
  const hold = await idOf('verification.hold', 'activity_id', id)
  await lookAtAnswers(inspector, hold, { counts: true, settlement: `Người nhà của ${child} trả lời` })
  return { doubt, hold }
}

async function questioned(id: string, unitId: string): Promise<string> {
  await asSystem('test.question', (tx) =>
    sql`insert into evidence.question (kind, source_kind, source_id, unit_id, attachment_id, sha256, found)
      select 'taken_before', 'activity', source_id, ${unitId}, id, sha256, '{}' from evidence.attachment
       where source_id = ${id}`.execute(tx),
  )
  const question = await idOf('evidence.question', 'source_id', id)
  await answerQuestion(checker, question, { answer: 'right', reason: `Hai ảnh đều của ${child}` })
  return question
}

/** An inspector visits what was recorded this month: one record is found to be otherwise. */
async function visited(right: string, different: string): Promise<string> {
  const check = await planSpotCheck(inspector, {
    unit: 'xa-rach-kien',
    indicator: 'sponsor_visits',
    kind: 'godmothers',
    period: today().slice(0, 7),
    purpose: 'Kiểm tra thực tế việc đỡ đầu',
    confidence: 99,
    tolerable: 1,
    expected: 1,
  })
  await drawSampleOf(inspector, check)
  const { visits } = await spotCheckPage(inspector, check)
  for (const { activityId } of visits)
    await recordFinding(inspector, check, activityId, {
      outcome: activityId === different ? 'different' : 'right',
      note: activityId === right || activityId === different ? `Đã gặp ${child}` : '',
      answers: activityId === different ? { visits: 1 } : {},
      photos: [],
    })
  await closeSpotCheck(inspector, check, 'Đã đi hết các lần ghi được bốc')
  return check
}

/** All that was planted, by its address. */
export function addressesOfPlanted(planted: Planted): string[] {
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

/** The ids of what was planted. */
export const idsOf = ({ records, initiative, check, question, hold }: Planted): string[] => [
  ...Object.values(records),
  ...[initiative, check, question, hold],
]

/** What can be said for the parameters of the API, so that what was planted is asked for. */
export const sayableOf = (planted: Planted): Sayable => ({
  id: [...idsOf(planted), planted.batch, planted.union],
  ...{ unit: [planted.union], under: [planted.union], initiative: [planted.initiative] },
  ...{ device: [newId()], code: ['28114'], indicator: ['sponsor_visits', 'sponsored_children'] },
  ...{ period: [today().slice(0, 4)], day: [today()], name: [sought], q: [sought], all: ['true'] },
  ...{ open: ['false'], state: ['accepted', 'returned', 'rejected'] },
})

import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { checkActivity, correctActivity, recordActivity, reopenActivity } from '#activities'
import { loadIndicators } from '#figures'
import { signRoot } from '#ledger'
import { loadUnits } from '#org'
import { allowInside } from '#platform/outgoing'
import { useSecret } from '#platform/secret'
import { addDays, today } from '#platform/time'
import { inboxOf } from '../../src/1-ground/notices/read.ts'
import { spreadNotices } from '../../src/1-ground/notices/spread-notices.ts'
import { deliverEvent } from '../../src/1-ground/notices/webhooks/deliver-event.ts'
import { spreadAllEvents } from '../../src/1-ground/notices/webhooks/emit-event.ts'
import { setUpWebhook } from '../../src/1-ground/notices/webhooks/manage-webhooks.ts'
import { eventKinds, offeredKinds } from '../../src/1-ground/notices/webhooks/rules.ts'
import { correctDocument } from '../../src/2-promise/documents/correct-document.ts'
import { documentIndicators } from '../../src/2-promise/documents/indicators.ts'
import { setUpIssuing } from '../../src/2-promise/documents/numbering/set-up-numbering.ts'
import { changeTarget, setTarget } from '../../src/2-promise/targets/set-target.ts'
import { planAndTaskIndicators } from '../../src/2-promise/tasks/indicators.ts'
import { recallTask } from '../../src/2-promise/tasks/judge-task.ts'
import { addTask, closePlan, issuePlan, writePlan } from '../../src/2-promise/tasks/plans/write-plan.ts'
import { aDocument, registered } from '../../src/2-promise/tasks/programme.fixture.ts'
import { aPlan, aTask } from '../../src/2-promise/tasks/tasks.fixture.ts'
import { countAttendance, holdSession } from '../../src/3-capture/gatherings/count-attendance.ts'
import { cancelSession, changeSession, planSession } from '../../src/3-capture/gatherings/plan-session.ts'
import { aCount, aSession, counts } from '../../src/3-capture/gatherings/session.fixture.ts'
import { studyIndicators } from '../../src/3-capture/occasions/indicators.ts'
import {
  confirmPledge,
  pledgeCollectively,
  tellCollectiveOutcome,
} from '../../src/3-capture/pledges/collective/pledge-collectively.ts'
import { pledgeIndicators } from '../../src/3-capture/pledges/indicators.ts'
import {
  pledgePersonally,
  tellOutcome,
  withdrawPersonally,
} from '../../src/3-capture/pledges/personal/pledge-personally.ts'
import { useFiles } from '../../src/4-prove/evidence/evidence.fixture.ts'
import { returnPaper } from '../../src/6-tell/papers/approve-paper.ts'
import { withdrawPaper } from '../../src/6-tell/papers/withdraw-paper.ts'
import { aFrozenReport } from '../../src/6-tell/reports/frozen.fixture.ts'
import { publishReport } from '../../src/6-tell/reports/publish-report.ts'
import { aRegime, issued } from '../../src/6-tell/sending/gathering/gathering.fixture.ts'
import { receiveReport } from '../../src/6-tell/sending/gathering/receive-report.ts'
import { useDatabase } from '../support/database.ts'
import { anEntry, aPerson, aUnit } from '../support/district.ts'

// Each kind of event that webhooks offer is produced by its use case, delivered and signed, and names nobody.
useDatabase()
useFiles()

type Call = { headers: IncomingHttpHeaders; body: string }
const calls: Call[] = []
let receiver: Server
let at: Awaited<ReturnType<typeof aWatchedProvince>>
/** Words that people wrote, which no event may carry. */
const secret = 'Bí mật của em Út'

async function aWatchedProvince() {
  const unit = await aRegime()
  const cell = aUnit({ name: 'Chi bộ ấp 1', kind: 'branch', line: 'party' })
  const people = await asSystem('test.watched', async (tx) => {
    await loadUnits(tx, {
      units: [cell],
      placements: [
        { tree: 'area', unitId: cell.id, parentId: unit.commune, validFrom: '2000-01-01', validTo: null },
        { tree: 'line', unitId: cell.id, parentId: unit.union, validFrom: '2000-01-01', validTo: null },
      ],
    })
    for (const some of [documentIndicators, pledgeIndicators, planAndTaskIndicators, studyIndicators])
      await loadIndicators(tx, some)
    return {
      top: await aPerson(tx, 'Quản trị tỉnh', { role: 'administrator', unitId: unit.province }),
      member: await aPerson(tx, 'Đảng viên Một', { role: 'recorder', unitId: cell.id }),
      head: await aPerson(tx, 'Chủ tịch xã', { role: 'leader', unitId: unit.commune }),
      editor: await aPerson(tx, 'Biên tập viên', { role: 'editor', unitId: unit.commune }),
    }
  })
  await setUpIssuing(unit.checker, unit.commune, { system: 'party', symbol: 'ĐU', numbering: 'year' })
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/nhan`
  const hook = await setUpWebhook(people.top, { unitId: unit.province, url, kinds: ['*'] })
  return { ...unit, ...people, cell: cell.id, hook }
}

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  allowInside(true)
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      calls.push({ headers: request.headers, body })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
  at = await aWatchedProvince()
}, 120_000)
afterAll(() => {
  allowInside(false)
  receiver.closeAllConnections()
})

/** Delivers what was emitted; the events that arrived, each with a signature that holds. */
async function delivered() {
  calls.length = 0
  await spreadAllEvents()
  const waiting = await asSystem('test.read', (tx) =>
    tx.selectFrom('notices.webhook_delivery').select('id').where('state', '=', 'waiting').execute(),
  )
  for (const { id } of waiting)
    await deliverEvent({ deliveryId: id }, { jobId: 'x', number: 1, isLast: true })
  const verifier = new Webhook(at.hook.secret)
  return calls.map(({ headers, body }) => {
    const texts = Object.entries(headers).map(([name, value]) => [name, String(value)])
    verifier.verify(body, Object.fromEntries(texts))
    return JSON.parse(body) as { type: string; unit: { id: string }; data: Record<string, unknown> }
  })
}

const produced = new Set<string>()
/** Keeps which kinds have arrived, and refuses what names or quotes anybody. */
async function expectDelivered(kinds: readonly string[]) {
  const events = await delivered()
  for (const event of events) {
    produced.add(event.type)
    expect(JSON.stringify(event.data)).not.toMatch(/[à-ỹ]/i)
    expect(JSON.stringify(event)).not.toContain(secret)
  }
  expect([...new Set(events.map(({ type }) => type))].sort()).toEqual([...kinds].sort())
  return events
}

test('records: recorded, corrected, returned, rejected, reopened, accepted; a return tells the recorder', async () => {
  const entry = anEntry(at.initiativeId, { summary: secret })
  const check = (seen: number, verdict: 'accepted' | 'returned' | 'rejected') =>
    checkActivity(at.checker, entry.id, { seen, verdict, reason: secret, field: '', publishPhotos: false })
  await delivered()
  await recordActivity(at.recorder, entry)
  await check(1, 'returned')
  const correction = { day: entry.day, summary: secret, answers: entry.answers, reason: secret }
  await correctActivity(at.recorder, entry.id, {
    seen: 1,
    ...correction,
    photos: { kept: [], sentAhead: [] },
    removed: [],
  })
  await check(2, 'rejected')
  await reopenActivity(at.head, entry.id, { seen: 2, reason: secret })
  await check(2, 'accepted')
  await spreadNotices()

  await expectDelivered(
    ['recorded', 'returned', 'corrected', 'rejected', 'reopened', 'accepted'].map((one) => `activity.${one}`),
  )
  const { unread } = await inboxOf(at.recorder, undefined)
  expect(unread.map(({ kind, href }) => [kind, href])).toContainEqual([
    'activities.notice.returned',
    `/hoat-dong/${entry.id}`,
  ])
  expect((await inboxOf(at.stranger, undefined)).unread).toEqual([])
})

test('documents, plans, tasks and targets', async () => {
  const document = await registered(at.checker, at.commune, { subject: secret })
  await correctDocument(
    at.checker,
    document.id,
    { ...aDocument(at.commune), subject: secret, seen: 1, why: secret },
    { themeIds: [] },
  )
  const plan = aPlan(at.commune, { title: secret })
  await writePlan(at.head, plan)
  const task = aTask(at.commune, { title: secret })
  await addTask(at.head, plan.id, task)
  await issuePlan(at.head, plan.id, 1)
  await recallTask(at.head, task.id, { version: 2, reason: secret })
  await closePlan(at.head, plan.id, 2)
  const aim = { amount: 5000, direction: 'at_least', documentId: undefined, note: secret } as const
  const what = { unitId: at.commune, indicator: 'test_waste_kg', year: 2026 }
  await setTarget(at.checker, { ...what, setByUnitId: at.commune }, { ...aim, indicator: 'test_waste_kg' })
  await changeTarget(at.checker, what, { ...aim, amount: 6000, seen: 1, reason: secret })

  await expectDelivered([
    'document.registered',
    'document.corrected',
    'plan.written',
    'plan.issued',
    'plan.closed',
    'task.state_changed',
    'target.set',
    'target.changed',
  ])
})

test('sessions: planned, changed, counted, held, cancelled', async () => {
  const [held, off] = [
    await planSession(at.checker, at.commune, aSession({ title: secret })),
    await planSession(at.checker, at.commune, aSession({ title: secret })),
  ]
  await changeSession(at.checker, held, { seen: 1, reason: '' }, aSession({ day: addDays(today(), -2) }))
  await countAttendance(at.checker, held, counts(2, [aCount(null, { members: 12 })], { counted: 'whole' }))
  await holdSession(at.checker, held, { seen: 3 })
  await cancelSession(at.checker, off, { seen: 1, reason: secret })

  await expectDelivered(['planned', 'changed', 'counted', 'held', 'cancelled'].map((one) => `session.${one}`))
})

test('pledges: of a person the event tells unit and year, and neither whose it is nor what it says', async () => {
  const [march, november] = ['2026-03-02', '2026-11-10']
  const mine = await pledgePersonally(at.member, { year: 2026, cellId: at.cell, words: secret }, march)
  await tellOutcome(at.member, mine, { outcome: 'done', words: secret }, [], november)
  await withdrawPersonally(at.member, mine, november)
  const ours = { unitId: at.union, year: 2026, words: secret }
  const together = await pledgeCollectively(at.recorder, ours, march)
  await tellCollectiveOutcome(at.recorder, together, { outcome: 'done', words: secret }, [], november)
  await confirmPledge(at.checker, together, secret)

  const events = await expectDelivered([
    'pledge.made',
    'pledge.outcome_told',
    'pledge.confirmed',
    'pledge.withdrawn',
  ])
  const personal = events.filter(({ data }) => data.isCollective === false)
  expect(personal).toHaveLength(3)
  for (const { data, unit } of personal) {
    expect(data).toEqual({ year: 2026, isCollective: false })
    expect(unit.id).not.toBe(at.cell)
  }
})

test('reports: frozen, returned, issued, sent, judged, published, withdrawn', async () => {
  const frozen = await aFrozenReport(at, '2026-01')
  await returnPaper(at.officer, frozen.id, { words: secret, remarks: [] })
  const issuedId = await issued(at, { period: '2026-03' })
  const [sending] = await asSystem('test.read', (tx) =>
    tx.selectFrom('reports.sending').select('id').where('frozen_id', '=', issuedId).execute(),
  )
  await receiveReport(at.above, sending?.id ?? '', { seen: 1, verdict: 'accepted', reason: '' })
  await publishReport(at.editor, { slug: at.communeSlug, period: '2026-03', version: 1 }, true)
  await withdrawPaper(at.secretary, issuedId, secret)

  await expectDelivered([
    ...['frozen', 'returned', 'issued', 'sent', 'judged', 'published', 'withdrawn'].map(
      (one) => `report.${one}`,
    ),
    'document.registered',
  ])
})

test('the root of the day', async () => {
  await signRoot()

  await expectDelivered(['root.signed'])
})

test('every kind that is offered was produced, and nothing is offered that was not', () => {
  expect([...produced].sort()).toEqual([...eventKinds].sort())
  const groups = new Set(eventKinds.map((kind) => `${kind.split('.')[0]}.*`))
  expect(offeredKinds).toEqual(['*', ...groups])
})

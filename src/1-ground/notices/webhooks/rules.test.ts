import { expect, test } from 'vitest'
import { eventKinds, isGone, isTaken, mostFailures, offeredKinds, payloadOf } from './rules.ts'

test('a server takes a delivery with any 2xx, and with 410 says that it wants no more', () => {
  expect([199, 200, 204, 299, 300, 410, 500].map(isTaken)).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
    false,
  ])
  expect([404, 409, 410, 411].map(isGone)).toEqual([false, false, true, false])
})

test('the page offers everything, or all of one thing', () => {
  expect(offeredKinds).toEqual([
    '*',
    'task.*',
    'document.*',
    'plan.*',
    'target.*',
    'session.*',
    'pledge.*',
    'activity.*',
    'report.*',
    'root.*',
  ])
})

// Other people's programs know these names: one that changes is a promise broken.
test('the kinds of events keep the names under which others wait for them', () => {
  expect(eventKinds.join(' ')).toBe(
    'task.state_changed document.registered document.corrected plan.written plan.issued plan.closed target.set target.changed ' +
      'session.planned session.changed session.counted session.held session.cancelled pledge.made pledge.outcome_told ' +
      'pledge.confirmed pledge.withdrawn activity.recorded activity.corrected activity.accepted activity.returned ' +
      'activity.rejected activity.reopened report.frozen report.returned report.issued report.sent report.judged ' +
      'report.withdrawn report.published root.signed',
  )
  expect(mostFailures).toBe(5)
})

test('the bytes of an event say what, when, where and with which data', () => {
  const unit = { id: 'u1', code: '28651', name: 'Xã Lê Minh Xuân' }

  expect(
    payloadOf({ kind: 'activity.accepted', at: new Date('2026-03-08T02:00:00Z'), unit, data: { id: 'a1' } }),
  ).toBe(
    '{"type":"activity.accepted","timestamp":"2026-03-08T02:00:00.000Z","unit":{"id":"u1","code":"28651","name":"Xã Lê Minh Xuân"},"data":{"id":"a1"}}',
  )
})

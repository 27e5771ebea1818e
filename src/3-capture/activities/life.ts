import { life } from '#life'
import { formatDay } from '#platform/i18n'
import type { ActivityState } from './entry.ts'
import { type Activity, findActivity, insertReview, type Review } from './store.ts'

const byOther = { notBy: ({ writtenBy }: Activity) => writtenBy } as const

const told =
  (kind: `activity.${Review['verdict']}`) =>
  ({ id, unitId, version }: Activity) => ({ kind, unitId, data: { activityId: id, version } })

const checked = { may: 'activity.check', from: ['recorded'], ...byOther } as const

/** A returned record tells those who record for its unit. The words of the reason stay with the record. */
const noticesOfReturn = ({ id, unitId, version, day, protectsPeople, initiativeName }: Activity) => [
  {
    key: `activity.returned:${id}:${version}`,
    unitId,
    roles: ['recorder'],
    kind: `activities.notice.${protectsPeople ? 'returned_unnamed' : 'returned'}`,
    words: { initiative: protectsPeople ? '' : initiativeName, day: formatDay(day) },
    href: `/hoat-dong/${id}`,
  },
]

/** The life of a record: written, checked by another, corrected in the open, rejected and taken up again. */
export const activityLife = life({
  name: 'activity',
  table: 'activities.activity',
  writes: ['state'],
  find: findActivity,
  state: ({ state }): ActivityState => state,
  version: ({ version }) => version,
  otherwise: 'seen_is_outdated',
  ownWork: 'review_is_by_its_writer',
  isRepeatable: true,
  steps: {
    accepted: { ...checked, to: 'accepted', event: 'accepted', tells: told('activity.accepted') },
    returned: {
      ...checked,
      to: 'returned',
      event: 'returned',
      tells: told('activity.returned'),
      asks: 'review_return_has_no_reason',
      notices: noticesOfReturn,
    },
    rejected: {
      ...checked,
      to: 'rejected',
      event: 'rejected',
      tells: told('activity.rejected'),
      asks: 'review_rejection_has_no_reason',
    },
    reopen: {
      may: 'activity.reopen',
      ...byOther,
      from: ['rejected'],
      to: 'recorded',
      event: 'reopened',
      asks: 'review_reopening_has_no_reason',
      tells: told('activity.reopened'),
    },
    correct: {
      may: 'activity.record',
      from: ['recorded', 'accepted', 'returned'],
      to: 'recorded',
      otherwise: 'activity_is_rejected',
      tells: ({ id, unitId, version }) => ({
        kind: 'activity.corrected',
        unitId,
        data: { activityId: id, version: version + 1 },
      }),
    },
    // By an inspector in their own name, when a spot check is closed.
    correct_as_found: { may: 'spotcheck.record', from: ['recorded', 'accepted'], to: 'accepted' },
    reject_as_found: {
      may: 'spotcheck.record',
      from: ['recorded', 'accepted'],
      to: 'rejected',
      event: 'rejected',
    },
  },
  record: async (tx, { id, version, writtenBy }, { event, words, detail, personId }) => {
    if (writtenBy === null) return
    await insertReview(tx, {
      activityId: id,
      version,
      writtenBy,
      verdict: event as Review['verdict'],
      reason: words || null,
      field: String(detail?.field ?? '') || null,
      checkedBy: personId,
    })
  },
})

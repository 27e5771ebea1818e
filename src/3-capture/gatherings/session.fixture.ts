import { asSystem } from '#access'
import { loadIndicators } from '#figures'
import { studyIndicators } from '#occasions'
import { addDays, today } from '#platform/time'
import { aDistrict } from '../../../test/support/district.ts'
import type { CountsEntry, SessionEntry } from './entry.ts'

/** A district whose figures know study sessions. */
export async function aStudyingDistrict() {
  const district = await aDistrict()
  await asSystem('test.indicators', (tx) => loadIndicators(tx, studyIndicators))
  return district
}

/** A session with all filled in that a test is not about: yesterday, in the morning. */
export const aSession = (over: Partial<SessionEntry> = {}): SessionEntry => ({
  title: 'Học tập chuyên đề năm 2026',
  occasion: 'conference',
  themeId: null,
  documentIds: [],
  day: addDays(today(), -1),
  startsAt: '07:30',
  endsAt: '10:30',
  form: 'in_person',
  place: 'Hội trường xã',
  presenter: 'Báo cáo viên',
  ...over,
})

/** What somebody counted of a unit. */
export const aCount = (
  unitId: string | null,
  over: Partial<CountsEntry['rows'][number]> = {},
): CountsEntry['rows'][number] => ({
  unitId,
  members: null,
  membersAre: 'exact',
  others: null,
  othersAre: 'exact',
  way: null,
  ...over,
})

/** Counts as they are sent. */
export const counts = (
  seen: number,
  rows: CountsEntry['rows'],
  over: Partial<CountsEntry> = {},
): CountsEntry => ({
  seen,
  reason: '',
  counted: 'units',
  headCount: null,
  rows,
  attended: [],
  ...over,
})

// What people said and what an inspector found, entered through the same use cases as in a real district.
import { type Actor, lookAsSystem } from '#access'
import { addDays, type Day } from '#platform/time'
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
import type { DemoActivity } from './activities.ts'
import { chanceFrom } from './chance.ts'
import type { DemoPerson } from './people.ts'
import { checkPlannedBy, recordsAskedAbout } from './store.ts'

/** So many records have slips handed out; a first start must stay short. */
const withSlips = 24
const slips = 5

/**
 * Lets people confirm some recent records of a commune, and an inspector check one of its figures on the spot. Called again
 * after it broke off, it goes on.
 */
export async function proveSome(
  activities: readonly DemoActivity[],
  people: readonly DemoPerson[],
  today: Day,
): Promise<void> {
  const ends = await Promise.allSettled([
    confirmSome(activities, people, today),
    checkOnTheSpot(actorFor(people, 'kiemtra.tinh'), today),
  ])
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

function actorFor(people: readonly DemoPerson[], wanted: string): Actor {
  const person = people.find(({ userName }) => userName === wanted)
  if (!person) throw new Error(`Nobody is called ${wanted}.`)
  return { personId: person.id, name: person.name }
}

/** Slips are printed by the province, which recorded and checked nothing there, and handed out by heads of hamlets. */
async function confirmSome(
  activities: readonly DemoActivity[],
  people: readonly DemoPerson[],
  today: Day,
): Promise<void> {
  const checker = actorFor(people, 'duyet.myle')
  const printer = actorFor(people, 'ghi.tinh')
  const chance = chanceFrom('confirmations')
  const recent = activities
    .filter(
      ({ check, day, run }) =>
        check?.verdict === 'accepted' &&
        check.by === checker.personId &&
        day > addDays(today, -120) &&
        !run.row.endedOn,
    )
    .slice(-withSlips)
  const asked = await lookAsSystem(recordsAskedAbout)
  for (const [index, { id }] of recent.entries()) {
    if (asked.has(id)) continue
    const batch = await issueCodes(printer, id, { size: slips, days: 30 })
    const { codes } = await printCodes(printer, batch, {
      seen: 0,
      handedOutBy: `Trưởng ấp ${(index % 4) + 1}`,
    })
    // Of the last record all were answered by one machine, one after the other: an inspector has to look.
    const isCrowd = index === recent.length - 1
    const answering = isCrowd ? slips : chance.between(2, slips)
    for (const [number, code] of codes.slice(0, answering).entries())
      await answerCode(
        code,
        {
          happened: 'yes',
          received: chance.happens(0.95) ? 'yes' : 'partly',
          quality: chance.between(3, 5),
          remark: '',
        },
        { address: isCrowd ? '198.51.100.1' : `198.51.100.${number + 2}` },
        new Date(Date.now() + (isCrowd ? 1 : 90) * number * 60_000),
      )
  }
}

/** One figure of the year: everything that was drawn is found as declared. */
async function checkOnTheSpot(inspector: Actor, today: Day): Promise<void> {
  const begun = await lookAsSystem((db) => checkPlannedBy(db, inspector.personId))
  const id = begun?.id ?? (await planOne(inspector, today))
  if ((await spotCheckPage(inspector, id)).check.drawnAt === null) await drawSampleOf(inspector, id)
  const { check, visits } = await spotCheckPage(inspector, id)
  for (const { activityId } of visits.filter(({ outcome }) => outcome === null))
    await recordFinding(inspector, id, activityId, { outcome: 'right', note: '', answers: {}, photos: [] })
  if (check.closedAt === null)
    await closeSpotCheck(
      inspector,
      id,
      'Các lần ghi được bốc thăm đều đúng với sổ theo dõi của tổ và thực tế tại hộ.',
    )
}

const planOne = (inspector: Actor, today: Day): Promise<string> =>
  planSpotCheck(inspector, {
    unit: 'tinh-tay-ninh',
    indicator: 'organic_waste_kg',
    kind: null,
    period: today.slice(0, 4),
    purpose: 'Kiểm tra thực tế số rác hữu cơ đã xử lý trước khi làm báo cáo năm.',
    confidence: 90,
    tolerable: 20,
    expected: 5,
  })

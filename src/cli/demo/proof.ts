// What people said and what an inspector found, entered through the same use cases as in a real district.
import type { Actor } from '#access'
import { addDays, type Day } from '#platform/time'
import {
  answerCode,
  closeSpotCheck,
  codeOf,
  drawSampleOf,
  issueCodes,
  planSpotCheck,
  recordFinding,
  spotCheckPage,
} from '#verification'
import type { DemoActivity } from './activities.ts'
import { chanceFrom } from './chance.ts'
import type { DemoPerson } from './people.ts'

/** So many records have slips handed out; a first start must stay short. */
const withSlips = 24
const slips = 5

/** Lets people confirm some recent records of a commune, and an inspector check one of its figures on the spot. */
export async function proveSome(
  activities: readonly DemoActivity[],
  people: readonly DemoPerson[],
  today: Day,
): Promise<void> {
  await Promise.all([
    confirmSome(activities, actorFor(people, 'duyet.myle'), today),
    checkOnTheSpot(actorFor(people, 'kiemtra.tinh'), today),
  ])
}

function actorFor(people: readonly DemoPerson[], wanted: string): Actor {
  const person = people.find(({ userName }) => userName === wanted)
  if (!person) throw new Error(`Nobody is called ${wanted}.`)
  return { personId: person.id, name: person.name }
}

async function confirmSome(activities: readonly DemoActivity[], checker: Actor, today: Day): Promise<void> {
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
  for (const [index, { id }] of recent.entries()) {
    const batch = await issueCodes(checker, id, { size: slips, days: 30 })
    const answering = chance.between(2, slips)
    for (let number = 0; number < answering; number += 1)
      await answerCode(
        codeOf(batch, number),
        {
          happened: 'yes',
          received: chance.happens(0.95) ? 'yes' : 'partly',
          quality: chance.between(3, 5),
          remark: '',
        },
        `demonstration ${index}`,
      )
  }
}

/** One figure of the year: everything that was drawn is found as declared. */
async function checkOnTheSpot(inspector: Actor, today: Day): Promise<void> {
  const id = await planSpotCheck(inspector, {
    unit: 'tinh-tay-ninh',
    indicator: 'organic_waste_kg',
    kind: null,
    period: today.slice(0, 4),
    purpose: 'Kiểm tra thực tế số rác hữu cơ đã xử lý trước khi làm báo cáo năm.',
    confidence: 90,
    tolerable: 20,
    expected: 5,
  })
  await drawSampleOf(inspector, id)
  const { visits } = await spotCheckPage(inspector, id)
  await Promise.all(
    visits.map(({ activityId }) =>
      recordFinding(inspector, id, activityId, { outcome: 'right', note: '', answers: {}, photos: [] }),
    ),
  )
  await closeSpotCheck(
    inspector,
    id,
    'Các lần ghi được bốc thăm đều đúng với sổ theo dõi của tổ và thực tế tại hộ.',
  )
}

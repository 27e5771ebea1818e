import type { InitiativeRow, LifeStep } from '#initiatives'
import { slugOf } from '#platform/plain-text'
import { addDays, type Day } from '#platform/time'
import { type Chance, chanceFrom } from './chance.ts'
import { days, newCommunes, oldCommunes } from './places.ts'
import { type Plan, plans } from './plans.ts'
import { followOneAnother, honourFurther, lessonOf } from './spread.ts'
import type { District } from './units.ts'

/** An initiative of the district with the units that ran it, one after the other. */
export type Run = {
  row: InitiativeRow
  plan: Plan
  /** Units by the day from which each ran it. */
  units: readonly { unitId: string; from: Day }[]
  /** Key of the new commune whose people look after it, or `district`. */
  keeper: string
  /** Key of the place, to know a hamlet's branch from a commune's organisation. */
  place: string
  /** How large it is beside the others of its kind. */
  size: number
}

/** The first day of the programme in the district: four days after Kết luận 01-KL/TW. */
const firstDay = '2021-05-22'

/** Initiatives of S18–S30 with their owners, their lives and what the reform did to them; then some that only begin. */
export function placeInitiatives(district: District, today: Day): Run[] {
  const runs = plans.flatMap((plan) => plan.places.map((place) => placeOne(district, plan, place, today)))
  mergeTwins(runs)
  for (const run of runs) honourFurther(run, today)
  followOneAnother(runs)
  return [...runs, ...newcomers(district, today)]
}

function placeOne(district: District, plan: Plan, place: string, today: Day): Run {
  const chance = chanceFrom(`initiative ${plan.kind} ${place}`)
  const [era, code = ''] = place.split('/')
  const next = oldCommunes.find((commune) => commune.code === code)?.next
  const first = district.at(`${place}/${plan.line}`)
  const startedOn = startOf(chance, place)
  const units = [{ unitId: first.id, from: startedOn }]
  if (era === 'old' && next)
    units.push({ unitId: district.at(`new/${next}/${plan.line}`).id, from: days.reform })
  const name = plan.name(placeName(district, plan, place))
  const run: Run = {
    plan,
    place,
    units,
    keeper: next ? `new/${next}` : 'district',
    size: (0.6 + chance.next() * 0.8) * (place === 'district' ? 2 : 1),
    row: {
      id: chance.id(Date.parse(startedOn)),
      kind: plan.kind,
      unitId: (units.at(-1) ?? { unitId: first.id }).unitId,
      name,
      slug: slugOf(name),
      summary: chance.pick(plan.summaries),
      state: 'active',
      startedOn,
      endedOn: null,
      life: beginnings(chance, startedOn),
    },
  }
  recognise(chance, run, today)
  if (units.length > 1) moveToNewCommune(run)
  else if (first.validTo)
    end(run, addDays(first.validTo, -1), 'Cấp huyện kết thúc hoạt động; các xã tiếp tục mô hình của mình.')
  else if (chance.happens(0.1)) endEarly(chance, run)
  return run
}

/** Two out of three begin in the first year; a piggy bank begins on Women's Day. */
function startOf(chance: Chance, place: string): Day {
  if (place === 'old/28111' || chance.happens(0.35)) return addDays(firstDay, chance.between(0, 20))
  return addDays(firstDay, chance.between(30, chance.happens(0.6) ? 300 : 900))
}

function placeName(district: District, plan: Plan, place: string): string {
  if (place === 'district') return 'huyện Cần Đước'
  const [era, code] = place.split('/')
  if (era !== 'hamlet') return district.at(place).shortName
  const commune = district.at(`old/${code}`).shortName
  const hamlet = district.at(place).name.replace(/^./, (letter) => letter.toLowerCase())
  return plan.kind === 'savings_group' ? hamlet : `${hamlet}, ${commune}`
}

const step = (event: LifeStep['event'], day: Day, more: Partial<LifeStep> = {}): LifeStep => ({
  event,
  day,
  document: null,
  note: null,
  unitId: null,
  personId: null,
  ...more,
})

const beginnings = (chance: Chance, startedOn: Day): LifeStep[] => [
  step('proposed', addDays(startedOn, -chance.between(25, 45))),
  step('registered', addDays(startedOn, -chance.between(5, 20))),
  step('active', startedOn),
]

/** Nearly half are recognised after a year or two, by the committee of the day. */
function recognise(chance: Chance, run: Run, today: Day): void {
  const day = addDays(run.row.startedOn ?? firstDay, chance.between(400, 900))
  if (!chance.happens(0.45) || day >= today || day >= days.policeReform) return
  const number = chance.between(12, 480)
  run.row.life.push(step('recognised', day, { document: `Quyết định số ${number}-QĐ/HU` }))
  run.row.state = 'recognised'
}

function moveToNewCommune(run: Run): void {
  const unit = run.units.at(-1)
  if (!unit) return
  const note = 'Chuyển theo sắp xếp đơn vị hành chính.'
  run.row.life.push(step('transferred', unit.from, { unitId: unit.unitId, note }))
}

function end(run: Run, day: Day, note: string): void {
  const learnt = lessonOf(chanceFrom(`lesson ${run.row.id}`))
  run.row.life = [...run.row.life.filter((event) => event.day <= day), step('ended', day, { note, learnt })]
  run.row.endedOn = day
  run.row.state = 'ended'
}

function endEarly(chance: Chance, run: Run): void {
  const day = addDays(run.row.startedOn ?? firstDay, chance.between(500, 800))
  end(run, day, 'Tổ đã hết chu kỳ, các thành viên chuyển sang tổ của ấp bên cạnh.')
}

/** Where several initiatives of one kind came into one new commune, some went up in another on the eve of the reform. */
function mergeTwins(runs: Run[]): void {
  const chance = chanceFrom('twins')
  for (const { code } of newCommunes)
    for (const plan of plans) {
      const [kept, ...twins] = runs.filter(
        (run) => run.plan === plan && run.place.startsWith('old/') && run.keeper === `new/${code}`,
      )
      for (const twin of twins)
        if (kept && chance.happens(0.25)) {
          twin.units = twin.units.slice(0, 1)
          twin.row.unitId = twin.units[0]?.unitId ?? twin.row.unitId
          end(twin, addDays(days.reform, -1), `Nhập vào mô hình “${kept.row.name}” khi sắp xếp xã.`)
        }
    }
}

/** A few that are only proposed or registered, so that the registry has something to decide. */
function newcomers(district: District, today: Day): Run[] {
  const planned = [
    ['home_composting', '28108', 'proposed'],
    ['plastic_for_school', '28132', 'proposed'],
    ['hundred_dong_road', '28144', 'proposed'],
    ['model_road', '28114', 'registered'],
    ['folk_music', '28126', 'registered'],
  ] as const
  return planned.flatMap(([kind, code, state], index) => {
    const plan = plans.find((one) => one.kind === kind)
    if (!plan) return []
    const unit = district.at(`new/${code}/${plan.line}`)
    const name = plan.name(`xã ${district.at(`new/${code}`).shortName}`)
    const proposedOn = addDays(today, -14 - index * 9)
    const life = [step('proposed', proposedOn)]
    if (state === 'registered') life.push(step('registered', addDays(proposedOn, 8)))
    const chance = chanceFrom(`newcomer ${name}`)
    const row: InitiativeRow = {
      id: chance.id(Date.parse(proposedOn)),
      kind,
      unitId: unit.id,
      name,
      slug: slugOf(name),
      summary: chance.pick(plan.summaries),
      state,
      startedOn: null,
      endedOn: null,
      life,
    }
    return { plan, row, units: [], keeper: `new/${code}`, place: `new/${code}`, size: 1 }
  })
}

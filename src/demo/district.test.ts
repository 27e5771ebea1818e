import { beforeAll, expect, test } from 'vitest'
import { roles } from '#access'
import { readAnswers } from '#activities'
import { recordingObjection } from '#initiatives'
import { type Field, readyKinds } from '#kinds'
import { addDays } from '#platform/time'
import { type DemoActivity, recordActivities } from './activities.ts'
import { placeInitiatives, type Run } from './initiatives.ts'
import { type DemoPerson, inventPeople } from './people.ts'
import { oldCommunes } from './places.ts'
import { plans } from './plans.ts'
import { type District, layOutDistrict } from './units.ts'

const today = '2026-11-20'
let district: District
let people: DemoPerson[]
let runs: Run[]
let activities: DemoActivity[]

const invent = () => {
  const laidOut = layOutDistrict()
  const invented = inventPeople()
  const placed = placeInitiatives(laidOut, today)
  return { laidOut, invented, placed, recorded: recordActivities(placed, invented, today) }
}

beforeAll(() => {
  const all = invent()
  district = all.laidOut
  people = all.invented
  runs = all.placed
  activities = all.recorded
})

const bare = (all: DemoActivity[]) =>
  all.map(({ run, ...activity }) => ({ ...activity, initiative: run.row }))
const amount = (activity: DemoActivity, key: string): number => Number(activity.answers[key] ?? 0)
const recordsByInitiative = (kind: string): DemoActivity[][] =>
  runs
    .filter((run) => run.plan.kind === kind)
    .map((run) => activities.filter((activity) => activity.run === run))

test('the same day gives the same district, down to every id', () => {
  const again = invent()

  expect(again.laidOut.units).toEqual(district.units)
  expect(again.invented).toEqual(people)
  expect(bare(again.recorded)).toEqual(bare(activities))
})

test('it has the size that was asked for, whatever the day', () => {
  expect(activities.length).toBeGreaterThan(5800)
  expect(activities.length).toBeLessThan(6200)
  expect(
    recordActivities(placeInitiatives(district, '2026-02-01'), people, '2026-02-01').length,
  ).toBeGreaterThan(5800)
  expect(people).toHaveLength(30)
  expect(runs.length).toBeGreaterThanOrEqual(120)
  expect(oldCommunes).toHaveLength(17)
})

test('every kind of S18 to S30 is carried out and every role is held by somebody', () => {
  expect(new Set(activities.map(({ run }) => run.plan.kind))).toEqual(
    new Set(readyKinds.map(({ code }) => code)),
  )
  const held = new Set(people.flatMap((person) => person.roles.map(({ role }) => role)))
  expect([...roles].filter((role) => !held.has(role))).toEqual([])
})

test('addresses and names are taken once, and every unit hangs in the tree while it is there', () => {
  const once = (list: string[]) => expect(new Set(list).size).toBe(list.length)
  once(district.units.map(({ slug }) => slug))
  once(runs.map(({ row }) => row.slug))
  once(runs.map(({ row }) => `${row.unitId} ${row.name}`))
  once(people.map(({ userName }) => userName))
  const units = new Map(district.units.map((unit) => [unit.id, unit]))
  for (const { unitId, parentId, validFrom, validTo } of district.placements)
    for (const unit of [units.get(unitId), units.get(parentId)]) {
      expect(unit && unit.validFrom <= validFrom).toBe(true)
      expect((unit?.validTo ?? '9999') >= (validTo ?? '9999')).toBe(true)
    }
})

test('nothing is recorded outside the life of its initiative, of its unit, or after today', () => {
  const units = new Map(district.units.map((unit) => [unit.id, unit]))
  for (const { run, unitId, day, recordedAt, check } of activities) {
    const unit = units.get(unitId)
    expect(unit && unit.validFrom <= day && day < (unit.validTo ?? '9999'), `${unit?.name} ${day}`).toBe(true)
    expect(recordingObjection(run.row, day)).toBeUndefined()
    expect(day <= today && recordedAt.toISOString().slice(0, 10) <= today).toBe(true)
    if (check) expect(check.at.getTime()).toBeGreaterThanOrEqual(recordedAt.getTime())
  }
})

test('most is accepted, some of the last three weeks waits, little was returned, and nobody checked themselves', () => {
  const waiting = activities.filter(({ check }) => check === undefined)
  const returned = activities.filter(({ check }) => check?.verdict === 'returned')

  expect(waiting.length).toBeGreaterThan(20)
  expect(waiting.every(({ day }) => day > addDays(today, -21))).toBe(true)
  expect(returned.length).toBeGreaterThan(5)
  expect(returned.length / activities.length).toBeLessThan(0.02)
  expect((activities.length - waiting.length - returned.length) / activities.length).toBeGreaterThan(0.9)
  expect(returned.every(({ check }) => (check?.reason ?? '').length >= 3)).toBe(true)
  expect(activities.some(({ check, recordedBy }) => check?.by === recordedBy)).toBe(false)
})

test('every record is what its form would have let through', () => {
  for (const { run, answers, summary } of activities) {
    const fields = (readyKinds.find(({ code }) => code === run.plan.kind)?.fields ?? []).map((field) => ({
      help_vi: null,
      indicator: null,
      required: false,
      minimum: null,
      maximum: null,
      choices: null,
      parent: null,
      shown_if: [],
      count_as: field.indicator ? 'amount' : null,
      counted_choice: null,
      ...field,
    })) as Field[]
    const read = readAnswers(fields, answers)
    expect(read.faults, `${run.plan.kind}: ${JSON.stringify(answers)}`).toEqual([])
    expect(read.answers).toEqual(answers)
    expect(summary.length).toBeGreaterThan(15)
  }
})

test('no fund gives more than it has: scholarships, savings, roads and houses', () => {
  const spends = (kind: string, into: string[], out: string[], dongEach = 1) => {
    for (const records of recordsByInitiative(kind)) {
      let fund = 0
      for (const record of records) {
        fund += into.reduce((sum, key) => sum + amount(record, key), 0)
        fund -= out.reduce((sum, key) => sum + amount(record, key) * dongEach, 0)
        expect(fund, `${record.run.row.name} ${record.day}`).toBeGreaterThanOrEqual(0)
      }
    }
  }
  spends('plastic_for_school', ['sales_dong'], ['scholarship_dong'])
  spends('savings_group', ['saved_dong', 'repaid_dong'], ['lent_dong', 'shared_out_dong'])
  spends('savings_group', ['lent_dong'], ['repaid_dong'])
  spends('red_scarf_house', ['raised_dong'], ['cost_dong'])
  spends('friendship_house', ['raised_dong'], ['cost_dong'])
  spends('following_uncle_ho', ['pledged'], ['done'])
})

test('summaries are many, and initiatives say what they are for', () => {
  expect(new Set(activities.map(({ summary }) => summary)).size).toBeGreaterThan(activities.length * 0.7)
  for (const { summaries } of plans)
    for (const summary of summaries) expect(summary.split('. ').length).toBeGreaterThanOrEqual(2)
})

test('nobody bears the name of a leader', () => {
  const known = [
    'Hồ Chí Minh',
    'Tôn Đức Thắng',
    'Võ Nguyên Giáp',
    'Phạm Văn Đồng',
    'Trường Chinh',
    'Lê Duẩn',
    'Nguyễn Văn Linh',
    'Võ Văn Kiệt',
    'Phan Văn Khải',
    'Đỗ Mười',
    'Lê Khả Phiêu',
    'Nông Đức Mạnh',
    'Trần Đức Lương',
    'Nguyễn Minh Triết',
    'Trương Tấn Sang',
    'Nguyễn Tấn Dũng',
    'Nguyễn Phú Trọng',
    'Trần Đại Quang',
    'Nguyễn Xuân Phúc',
    'Võ Văn Thưởng',
    'Vương Đình Huệ',
    'Trương Thị Mai',
    'Nguyễn Thị Kim Ngân',
    'Tô Lâm',
    'Lương Cường',
    'Phạm Minh Chính',
    'Trần Thanh Mẫn',
    'Trần Cẩm Tú',
    'Lê Minh Hưng',
    'Phan Đình Trạc',
    'Bùi Thị Minh Hoài',
    'Phan Văn Giang',
    'Nguyễn Trọng Nghĩa',
    'Đỗ Văn Chiến',
    'Nguyễn Văn Được',
    'Nguyễn Văn Quyết',
    'Phạm Hùng Thái',
    'Nguyễn Văn Út',
    'Nguyễn Thanh Hải',
    'Huỳnh Tấn Phát',
    'Phan Bội Châu',
    'Phan Châu Trinh',
    'Cao Thắng',
    'Châu Văn Liêm',
  ]
  expect(people.map(({ name }) => name).filter((name) => known.includes(name))).toEqual([])
  const text = activities.map(({ summary }) => summary).join(' ')
  expect(people.filter(({ name }) => text.includes(name))).toEqual([])
})

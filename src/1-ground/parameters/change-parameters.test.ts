import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look, lookAsSystem } from '#access'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../test/support/district.ts'
import { changeParameter, removeHoliday, setHoliday } from './change-parameters.ts'
import { dueDayFrom, holidaysBetween, loadParameters, parameterOn, parametersOfYear } from './read.ts'

useDatabase()

let top: Actor
let ofCommune: Actor
let recorder: Actor
beforeAll(async () => {
  const district = await aDistrict()
  recorder = district.recorder
  await asSystem('test.parameters', async (tx) => {
    await loadParameters(tx)
    top = await aPerson(tx, 'Quản trị tỉnh', { role: 'administrator', unitId: district.province })
    ofCommune = await aPerson(tx, 'Quản trị xã', { role: 'administrator', unitId: district.commune })
  })
})

const entry = {
  day: '2026-11-24',
  kind: 'closed',
  name: 'Ngày Văn hóa Việt Nam',
  source: 'Văn bản thử',
} as const
const due = (from: string) => lookAsSystem((db) => dueDayFrom(db, from))

test('a holiday that the administrator adds moves deadlines, and taken away moves them back', async () => {
  expect(await due('2026-11-14')).toBe('2026-11-24')

  await setHoliday(top, entry)
  expect(await due('2026-11-14')).toBe('2026-11-25')

  await removeHoliday(top, entry.day)
  expect(await due('2026-11-14')).toBe('2026-11-24')
})

test('what an administrator has changed stays when the software brings its own days again', async () => {
  await setHoliday(top, { ...entry, day: '2026-09-02', name: 'Quốc khánh (sửa)' })

  await asSystem('test.parameters', loadParameters)

  const { holidays } = await parametersOfYear(recorder, 2026)
  expect(holidays.find(({ day }) => day === '2026-09-02')).toMatchObject({ name: 'Quốc khánh (sửa)' })
})

test('everybody reads, but only the administrator at the top changes what holds for all', async () => {
  const refused = { code: 'not_found_or_not_allowed' }

  await expect(setHoliday(recorder, entry)).rejects.toMatchObject(refused)
  await expect(setHoliday(ofCommune, entry)).rejects.toMatchObject(refused)
  await expect(removeHoliday(ofCommune, '2026-01-01')).rejects.toMatchObject(refused)
  await expect(
    changeParameter(ofCommune, { code: 'deadline_days', value: '5', validFrom: '2027-01-01', source: 'x' }),
  ).rejects.toMatchObject(refused)
  const { closed } = await look(recorder, 'parameter.read', null, (db) =>
    holidaysBetween(db, '2026-01-01', '2026-01-03'),
  )
  expect([...closed]).toEqual(['2026-01-01', '2026-01-02'])
})

test('a parameter changes from a day on, and what held before still holds before', async () => {
  await changeParameter(top, {
    code: 'deadline_days',
    value: '7',
    validFrom: '2027-01-01',
    source: 'Quy chế làm việc 01-QC/TU',
  })

  const values = await lookAsSystem(async (db) => [
    await parameterOn(db, 'deadline_days', '2026-12-31'),
    await parameterOn(db, 'deadline_days', '2027-01-01'),
    await parameterOn(db, 'quiet_hours', '2027-01-01'),
  ])
  expect(values).toEqual(['10', '7', '21:00–06:00'])
  expect(await due('2026-12-01')).toBe('2026-12-11')
  expect(await due('2027-03-01')).toBe('2027-03-08')
})

test('wrong values are refused by name', async () => {
  const change = (code: 'deadline_days' | 'quiet_hours', value: string, validFrom = '2028-01-01') =>
    changeParameter(top, { code, value, validFrom, source: 'x' })

  await expect(change('deadline_days', '0')).rejects.toMatchObject({ code: 'parameter_value_is_malformed' })
  await expect(change('quiet_hours', '25:00–06:00')).rejects.toMatchObject({
    code: 'parameter_value_is_malformed',
  })
  await expect(change('deadline_days', '9', '2020-01-01')).rejects.toMatchObject({
    code: 'parameter_holds_twice',
  })
  await expect(setHoliday(top, { ...entry, kind: 'worked' })).rejects.toMatchObject({
    code: 'holiday_is_no_weekend',
  })
})

import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look } from '#access'
import type { NewUnit } from '#org'
import { broughtTo } from '#platform/module'
import { useDatabase } from '../../../../test/support/database.ts'
import { aPerson } from '../../../../test/support/district.ts'
import { labelled } from '../../papers/annexes.ts'
import { composeReport } from '../../reports/compose-report.ts'
import { tellingEntry } from '../tellings/entry.ts'
import { setTelling } from '../tellings/set-telling.ts'
import { aLocality, linesOfBlock } from './locality.fixture.ts'

// Made-up places, each with one thing that real ones have and a rich demonstration hides.
useDatabase()
beforeAll(() =>
  asSystem('test.prepare', async (tx) => {
    for (const prepare of broughtTo('prepare')) await prepare(tx)
  }),
)

/** What a report says as it is printed, and the body of it alone. */
async function composed(actor: Actor, { id }: NewUnit, period: string) {
  const report = await look(actor, 'report.read', id, (db) =>
    composeReport(db, { unitId: id, period }, '2026-11-20'),
  )
  const parts = labelled(report.sections)
  const said = (some: typeof parts) =>
    some.flatMap(({ title, section }) => [`# ${title}`, ...section.blocks.flatMap(linesOfBlock)]).join('\n')
  const body = said(parts.filter(({ section }) => !section.isAnnex))
  const hrefs = [...JSON.stringify(report.sections).matchAll(/"href":"([^"]*)"/g)].map(
    ([, href = '']) => href,
  )
  return { body, all: said(parts), hrefs }
}

function aCommune(name: string) {
  const place = aLocality()
  const province = place.unit(`Tỉnh của ${name}`, 'province')
  return { place, province, commune: place.unit(name, 'commune', { under: province }) }
}

const kind = 'plastic_for_school'

test('a few facts make a short page, and nothing on it is empty', async () => {
  const { place, province, commune } = aCommune('Xã Vắng')
  const women = place.unit('Hội Phụ nữ xã Vắng', 'commune_organisation', { line: 'women', under: commune })
  const series = place.initiative(women, kind, 'Nhựa đổi sách')
  place.fact(women, '2025-02-10', { plastic_kg: 35 }, { series })
  place.fact(commune, '2025-02-12', { study_sessions: 1, study_attendances: 46 })
  place.fact(commune, '2025-01-01', { population: 12_345 })
  const leader = await place.build(province)

  const { body } = await composed(leader, commune, '2025')
  const month = await composed(leader, commune, '2025-03')

  expect(body).toContain('đã tổ chức 01 hội nghị, lớp học tập, quán triệt với 46 lượt người dự.')
  expect(body).toContain('Hội đã thu gom 35 kg rác thải nhựa, phế liệu.')
  expect(body).toContain('toàn địa bàn có 01 mô hình, mới trong kỳ.')
  expect(body).toContain('do đơn vị tự khai, hầu như chưa có minh chứng')
  expect(body).toContain('# I- Đặc điểm tình hình\nToàn địa bàn có 12.345 người dân.')
  expect(body.length).toBeLessThan(2000)
  expect(month.body).toContain('Hội Liên hiệp Phụ nữ hiện có 01 mô hình. Đó là mô hình “')
  for (const said of [body, month.body]) {
    expect(said).not.toMatch(/^$|#[^\n]*\n(?=#[^#]|$)|(?<![\d.,])00? |undefined|\[/m)
    expect(said).not.toContain('Bên cạnh đó')
  }
})

test('hosts outside the lines are named and counted, each under its own heading', async () => {
  const { place, province, commune } = aCommune('Xã Hội')
  const hosts = [
    ['Hội Người cao tuổi xã Hội', 'elderly'],
    ['Chùa Linh Sơn', 'religions'],
    ['Nhà thờ Phước Hậu', 'religions'],
    ['Hợp tác xã Rau sạch', 'cooperatives'],
    ['Câu lạc bộ Đờn ca tài tử', 'clubs'],
    ['Nhóm thiện nguyện chợ Hôm', undefined],
  ] as const
  for (const [name, line] of hosts) {
    const unit = place.unit(name, 'commune_organisation', { under: commune, ...(line ? { line } : {}) })
    const series = place.initiative(unit, kind, `Nhựa đổi sách của ${name}`)
    place.fact(unit, '2025-03-10', { plastic_kg: 120, scholarships: 4 }, { series })
  }
  const leader = await place.build(province)

  const { body } = await composed(leader, commune, '2025')

  expect(body).toContain('toàn địa bàn có 06 mô hình')
  for (const [heading, said] of [
    ['Hội Người cao tuổi', 'Hội Người cao tuổi xã Hội có 01 mô hình'],
    ['Tổ chức tôn giáo', 'Tổ chức tôn giáo (Chùa Linh Sơn; Nhà thờ Phước Hậu) có 02 mô hình'],
    ['Hợp tác xã, tổ hợp tác, doanh nghiệp', 'Hợp tác xã Rau sạch có 01 mô hình'],
    ['Câu lạc bộ, đội, nhóm', 'Câu lạc bộ Đờn ca tài tử có 01 mô hình'],
    ['Các đơn vị khác', 'Nhóm thiện nguyện chợ Hôm có 01 mô hình'],
  ])
    expect(body).toContain(`## ${heading}\n${said}`)
  expect(body).toContain('Tính cả các đơn vị khác, toàn địa bàn đã thu gom 720 kg rác thải nhựa, phế liệu')
})

test('what was declared for years and “trên” stays so in sentences and in sums', async () => {
  const { place, province, commune } = aCommune('Xã Trên')
  place.fact(commune, '2025-06-30', { scholarships: 300 }, { since: '2025-01-01', qualifier: 'over' })
  place.fact(commune, '2025-08-30', { scholarships: 12 })
  place.fact(
    commune,
    '2025-12-31',
    { road_metres_planted: 12_345 },
    { since: '2021-01-01', qualifier: 'over' },
  )
  place.fact(
    commune,
    '2025-09-30',
    { plastic_sales_dong: 128_349_000, plastic_kg: 5250 },
    { qualifier: 'over' },
  )
  const leader = await place.build(province)

  const year = await composed(leader, commune, '2025')
  const years = await composed(leader, commune, '2021-01..2025-12')
  const quarter = await composed(leader, commune, '2025-Q3')

  const plastic = 'thu gom trên 5,25 tấn rác thải nhựa, phế liệu, bán được trên 128 triệu đồng'
  for (const { body } of [year, years, quarter]) expect(body).toContain(plastic)
  for (const { body } of [year, years]) expect(body).toContain('trao trên 312 suất học bổng')
  expect(quarter.body).toContain('trao 12 suất học bổng')
  expect(years.body).toContain('trồng hoa, cây xanh dọc trên 12,3 km đường')
  expect(year.body).not.toContain('km đường')
  expect(year.all).toContain('Còn trên 12.345 mét khai cho 2021–2025, không tách được theo năm.')
})

test('targets that were all missed are told with their units, and nothing is praised', async () => {
  const { place, province, commune } = aCommune('Xã Chậm')
  const late = place.unit('Xã Muộn', 'commune', { under: province })
  place.fact(commune, '2025-05-30', { scholarships: 12, plastic_kg: 40 })
  place.fact(late, '2025-05-30', { scholarships: 3 })
  for (const [unit, indicator, amount] of [
    [province, 'scholarships', 300],
    [province, 'plastic_kg', 2000],
    [commune, 'scholarships', 200],
    [late, 'scholarships', 100],
    [commune, 'plastic_kg', 2000],
  ] as const)
    place.target(unit, indicator, amount, province)
  const leader = await place.build(province)

  const { body, hrefs } = await composed(leader, province, '2025')
  const own = await composed(leader, commune, '2025')

  const targets = hrefs.filter((href) => href.startsWith('/chi-tieu/'))
  expect(new Set(targets.map((href) => href.split(/[/?]/)[2])).size).toBe(3)
  expect(targets.filter((href) => !href.endsWith('?nam=2025'))).toEqual([])
  expect(body).toContain(
    'Có 02 chỉ tiêu năm không đạt: rác thải nhựa, phế liệu thu gom (đạt 2\u00a0%; chưa đạt ở Xã Chậm); suất học bổng, quà tiếp sức đến trường (đạt 5\u00a0%; chưa đạt ở Xã Muộn, Xã Chậm).',
  )
  expect(own.body).toContain('suất học bổng, quà tiếp sức đến trường (đạt 6\u00a0%).')
  for (const said of [body, own.body])
    expect(said).not.toMatch(/vượt|xuất sắc|nổi bật|thắng lợi|hoàn thành tốt|ấn tượng|tiêu biểu/i)
})

test('after a merger the figures of both communes count, and units that are no more are told so', async () => {
  const { place, province } = aCommune('Xã Ngoài')
  const [east, west] = ['Xã Đông', 'Xã Tây'].map((name) =>
    place.unit(name, 'commune', { under: province, until: '2025-07-01' }),
  ) as [NewUnit, NewUnit]
  const merged = place.unit('Xã Đông Tây', 'commune', { under: province, from: '2025-07-01' })
  const unionOf = (under: NewUnit, days: { from?: string; until?: string }) =>
    place.unit(`Hội Phụ nữ ${under.shortName.replace('Xã', 'xã')}`, 'commune_organisation', {
      line: 'women',
      under,
      ...days,
    })
  const old = [east, west].map((under) => unionOf(under, { until: '2025-07-01' })) as [NewUnit, NewUnit]
  const union = unionOf(merged, { from: '2025-07-01' })
  place.merge([east, west], merged, '2025-07-01')
  place.merge(old, union, '2025-07-01')
  const first = place.initiative(old[0], kind, 'Nhựa đổi sách', '2025-04-01')
  const second = place.initiative(union, kind, 'Nhựa đổi vở')
  place.fact(old[0], '2025-03-10', { plastic_kg: 100, scholarships: 2 }, { series: first })
  place.fact(old[1], '2025-05-10', { plastic_kg: 200 })
  place.fact(union, '2025-09-10', { plastic_kg: 400, scholarships: 3 }, { series: second })
  const leader = await place.build(province)

  const year = await composed(leader, merged, '2025')
  const half = await composed(leader, province, '2025-01..2025-06')

  expect(year.body).toContain('Hội đã thu gom 700 kg rác thải nhựa, phế liệu; trao 05 suất học bổng')
  expect(year.body).toContain('được công nhận: “Nhựa đổi sách” của Hội Phụ nữ xã Đông (cũ).')
  expect(year.body).toContain('“Nhựa đổi sách” của Hội Phụ nữ xã Đông (cũ): thu gom 100 kg')
  expect(year.all).toContain('Nhựa đổi vở | Hội Phụ nữ xã Đông Tây |')
  expect(half.body).toContain('đã thu gom 300 kg')
  // In the first half of the year they still stood.
  expect(half.all).not.toContain('(cũ)')
})

test('units with brackets in their names are named without brackets in brackets', async () => {
  const { place, province, commune } = aCommune('Xã Cổ')
  const bracketed = place.unit('Xã Xưa (ven sông)', 'commune', { under: province })
  const hosts = [
    place.unit('Chùa Xưa', 'commune_organisation', {
      line: 'religions',
      under: commune,
      until: '2025-09-01',
    }),
    place.unit('Chùa Nay', 'commune_organisation', { line: 'religions', under: commune }),
  ]
  for (const host of hosts) {
    const series = place.initiative(host, kind, `Nhựa đổi sách ${host.name}`, '2025-05-01')
    place.fact(host, '2025-03-10', { plastic_kg: 20, scholarships: 4 }, { series })
  }
  for (const unit of [province, bracketed]) place.target(unit, 'scholarships', 50, province)
  const leader = await place.build(province)

  const own = await composed(leader, commune, '2025')
  const above = await composed(leader, province, '2025')

  expect(own.body).toMatch(/Tổ chức tôn giáo, gồm Chùa (Xưa \(cũ\), Chùa Nay|Nay, Chùa Xưa \(cũ\)), (có|đã) /)
  expect(above.body).toContain('– đạt 16\u00a0%; chưa đạt ở Xã Xưa (ven sông).')
  for (const { all } of [own, above]) expect(all).not.toMatch(/\([^()]*\(|\) \(/)
})

test('an indicator is compared only where it was counted before the year that it is compared with', async () => {
  const { place, province, commune } = aCommune('Xã So')
  for (const [day, kg] of [
    ['2023-12-10', 400],
    ['2024-06-10', 1000],
    ['2025-03-10', 1500],
  ] as const)
    place.fact(commune, day, { plastic_kg: kg })
  for (const [day, given] of [
    ['2024-11-10', 20],
    ['2025-03-10', 200],
  ] as const)
    place.fact(commune, day, { scholarships: given })
  const leader = await place.build(province)

  const { body } = await composed(leader, commune, '2025')

  expect(body).toContain('thu gom 1,5 tấn rác thải nhựa, phế liệu, tăng 50\u00a0% so với năm trước')
  expect(body).toContain('trao 200 suất học bổng, quà tiếp sức đến trường.')
})

test('an example is looked for among all initiatives: a recognised one, else the best proven', async () => {
  const { place, province, commune } = aCommune('Xã Nhiều')
  const women = place.unit('Hội Phụ nữ xã Nhiều', 'commune_organisation', { line: 'women', under: commune })
  const farmers = place.unit('Hội Nông dân xã Nhiều', 'commune_organisation', {
    line: 'farmers',
    under: commune,
  })
  for (let number = 0; number < 205; number += 1) {
    const series = place.initiative(women, kind, `Mô hình ${String(number).padStart(3, '0')}`)
    if (number < 3) place.fact(women, '2025-03-10', { plastic_kg: 900 }, { series, assurance: 'verified' })
  }
  const recognised = place.initiative(women, kind, 'Tổ Xanh', '2025-06-01')
  place.fact(women, '2025-03-10', { plastic_kg: 7 }, { series: recognised })
  for (const [name, assurance] of [
    ['Tổ Vàng', 'declared'],
    ['Tổ Ý', 'verified'],
  ] as const) {
    const series = place.initiative(farmers, kind, name)
    place.fact(farmers, '2025-03-10', { plastic_kg: 8 }, { series, assurance })
  }
  const leader = await place.build(province)

  const { body } = await composed(leader, commune, '2025')

  expect(body).toContain('Tiêu biểu là mô hình “Tổ Xanh” của Hội Phụ nữ xã Nhiều (thu gom 7 kg')
  expect(body).toContain('Tiêu biểu là mô hình “Tổ Ý” của Hội Nông dân xã Nhiều')
})

test('an office tells an indicator of its own in its own words', async () => {
  const { place, province, commune } = aCommune('Xã Riêng')
  place.fact(commune, '2025-03-10', { plastic_kg: 70, scholarships: 3 })
  const leader = await place.build(province)
  const office = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Văn phòng', { role: 'checker', unitId: commune.id }),
  )
  const entry = tellingEntry.parse({ told: 'tặng {n} phần quà đến trường', weight: '3' })
  await setTelling(office, commune.id, 'scholarships', entry)

  const own = await composed(leader, commune, '2025')
  const above = await composed(leader, province, '2025')

  expect(own.body).toContain('tặng 03 phần quà đến trường')
  expect(above.body).toContain('trao 03 suất học bổng')
})

import type { Tx } from '#platform/database'
import { addDays, type Day } from '#platform/time'
import { type LoadedPledges, loadPledges as load, themesOfYears } from '#pledges'
import { type Chance, chanceFrom } from '../chance.ts'
import { newCommunes, oldCommunes } from '../places.ts'
import type { ProgrammeOf } from './index.ts'

const together = [
  'Mỗi chi hội giúp ít nhất một hộ làm hố ủ rác hữu cơ và duy trì đến cuối năm.',
  'Trồng và chăm sóc hoa hai bên một đoạn đường do đơn vị tự chọn, mỗi tháng một buổi.',
  'Không để hồ sơ của người dân trễ hẹn; trễ thì gọi điện xin lỗi và hẹn lại.',
  'Mỗi quý đến thăm, giúp việc nhà cho các hộ già neo đơn trong ấp.',
  'Sinh hoạt chuyên đề hằng quý, mỗi kỳ kể một câu chuyện và chọn một việc làm ngay trong tháng.',
  'Gây quỹ từ ve chai để tặng tập vở cho học sinh khó khăn trước năm học mới.',
]
const personally = [
  'Mỗi tuần dành một buổi đến tận nhà hướng dẫn người già làm thủ tục trên mạng.',
  'Đi làm đúng giờ, tiếp dân đứng dậy chào trước.',
  'Đọc và ghi lại mỗi tháng một bài để kể trong buổi chào cờ.',
  'Nhận đỡ đầu một cháu nhỏ cho đến hết năm học.',
  'Không hứa việc mình không làm được; hứa rồi thì ghi vào sổ.',
  'Tự phân loại rác ở nhà và rủ ba nhà bên cạnh cùng làm.',
]
const outcomesTold = ['done', 'done', 'done', 'partly', 'carried_on'] as const
const lines = ['women', 'farmers', 'front', 'police'] as const

/** Loads pledges of units since 2022, of some people who sign in, and counts of what lies on paper. */
export async function loadPledges(tx: Tx, { district, people, today }: ProgrammeOf): Promise<void> {
  const thisYear = Number(today.slice(0, 4))
  const years = [...new Set([2022, 2023, 2024, 2025, thisYear])].filter((year) => year <= thisYear)
  const themes = await themesOfYears(tx, years)
  const themeOf = (year: number) =>
    themes.find(({ fromYear, toYear }) => fromYear === year && toYear === year)?.id ?? null
  const loaded = {
    collectives: [] as LoadedPledges['collectives'][number][],
    papers: [] as LoadedPledges['papers'][number][],
    personal: [] as LoadedPledges['personal'][number][],
  }
  for (const year of years) {
    const chance = chanceFrom(`pledges ${year}`)
    // The communes of today pledge since the year after the reform; those before them did until then.
    const communes =
      year <= 2025
        ? oldCommunes.map(({ code }) => `old/${code}`)
        : newCommunes.map(({ code }) => `new/${code}`)
    for (const commune of communes) {
      const area = district.at(commune).id
      const unit = district.at(`${commune}/${chance.pick(lines)}`)
      const day: Day = `${year}-0${chance.between(2, 4)}-${chance.between(10, 28)}`
      if (day > today) continue
      loaded.collectives.push(
        aCollective(chance, { unitId: unit.id, year, themeId: themeOf(year), day, today }),
      )
      loaded.papers.push(
        aPaper(chance, {
          unitId: unit.id,
          year,
          themeId: themeOf(year),
          day,
          kind: 'individual',
          countedUnitId: area,
        }),
        aPaper(chance, {
          unitId: area,
          year,
          themeId: themeOf(year),
          day,
          kind: 'commitment',
          countedUnitId: null,
        }),
        aPaper(chance, {
          unitId: area,
          year,
          themeId: themeOf(year),
          day,
          kind: 'heads_plan',
          countedUnitId: null,
        }),
      )
    }
  }
  const chance = chanceFrom('pledges of people')
  for (const { id: personId, roles } of people) {
    const cell = roles.find(({ place }) => /^new\/\d+\/(women|front|police)$/.test(place))
    const commune = roles
      .map(({ place }) => /^new\/\d+/.exec(place)?.[0])
      .find((place) => place !== undefined)
    if (!commune || chance.happens(0.15)) continue
    loaded.personal.push({
      id: chance.id(Date.parse(`${thisYear}-02-10`)),
      personId,
      cellId: district.at(cell?.place ?? `${commune}/women`).id,
      countedUnitId: district.at(commune).id,
      year: thisYear,
      themeId: themeOf(thisYear),
      words: chance.pick(personally),
      day: earlier(`${thisYear}-02-20`, today),
      outcome:
        isYearEnd(today) && chance.happens(0.6)
          ? { outcome: chance.pick(outcomesTold), words: '' }
          : undefined,
    })
  }
  await load(tx, loaded)
}

const earlier = (one: Day, other: Day): Day => (one < other ? one : other)
const isYearEnd = (today: Day): boolean => today.slice(5) >= '11-01'

type Given = { unitId: string; year: number; themeId: string | null; day: Day }

function aCollective(
  chance: Chance,
  { unitId, year, themeId, day, today }: Given & { today: Day },
): LoadedPledges['collectives'][number] {
  const told: Day = year === 2025 ? '2025-06-25' : `${year}-11-${chance.between(10, 28)}`
  const isTold = told <= today && chance.happens(0.9)
  const outcome = chance.pick(outcomesTold)
  const isConfirmed = isTold && outcome === 'done' && chance.happens(0.7)
  return {
    id: chance.id(Date.parse(day)),
    unitId,
    year,
    themeId,
    words: chance.pick(together),
    initiativeId: null,
    indicator: null,
    amount: null,
    madeOn: day,
    outcome: isTold ? { outcome, words: '', day: told } : undefined,
    confirmed: isConfirmed
      ? { words: 'Đã đến xem tận nơi, đúng như đơn vị báo.', at: new Date(`${addDays(told, 3)}T03:00:00Z`) }
      : undefined,
  }
}

const howMany = { individual: [12, 60], commitment: [20, 90], heads_plan: [2, 9] } as const

const aPaper = (
  chance: Chance,
  given: Given & { kind: keyof typeof howMany; countedUnitId: string | null },
): LoadedPledges['papers'][number] => ({
  id: chance.id(Date.parse(given.day)),
  ...given,
  count: chance.between(howMany[given.kind][0], howMany[given.kind][1]),
  note: '',
})

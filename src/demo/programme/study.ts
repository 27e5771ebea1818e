import { loadSession, type SessionRow } from '#gatherings'
import type { Tx } from '#platform/database'
import { addDays, type Day } from '#platform/time'
import { type Chance, chanceFrom } from '../chance.ts'
import { days, newCommunes, oldCommunes } from '../places.ts'
import type { ProgrammeOf } from './index.ts'
import { themesByYear } from './themes-store.ts'

const surnames = ['Lâm', 'Huỳnh', 'Bùi', 'Đặng', 'Phan', 'Châu', 'Cao', 'Thái', 'Tạ', 'Quách']
const given = [
  'Văn Sáng',
  'Thị Sen',
  'Tấn Bền',
  'Thị Lựu',
  'Hữu Chơn',
  'Thị Duyên',
  'Công Lộc',
  'Thị Mận',
  'Quốc Khoa',
  'Thị Nhàn',
]

/** What all sessions of the demonstration are made with. */
type Making = ProgrammeOf & { chance: Chance; themes: ReadonlyMap<number, string> }

/** Who holds a session, who is called, and whether there is a list. */
type Plan = {
  place: string
  title: string
  occasion: SessionRow['occasion']
  day: Day
  guests: readonly string[]
  people: readonly [number, number]
  isListed?: boolean
  form?: SessionRow['form']
  door?: SessionRow['door']
}

const idAt = ({ chance }: Making, day: Day): string => chance.id(Date.parse(day))

function sessionFrom(making: Making, plan: Plan): SessionRow {
  const { chance, district, people, themes, today } = making
  const isHeld = plan.day < today
  const units = plan.guests.map((key) => district.at(key).id)
  const guests = units.map((unitId) => ({
    unitId,
    expectedMembers: chance.between(plan.people[0], plan.people[1]),
    expectedOthers: chance.happens(0.6) ? chance.between(3, 15) : null,
  }))
  const list: SessionRow['list'] = plan.isListed
    ? Array.from({ length: 8 }, (_, index) => ({
        id: idAt(making, plan.day),
        name: `${surnames[index] ?? 'Lâm'} ${given[index] ?? 'Văn Sáng'}`,
        birthYear: 1958 + index * 4,
        unitId: units[0] ?? null,
        isMember: index % 4 !== 3,
      }))
    : []
  return {
    id: idAt(making, plan.day),
    unitId: district.at(plan.place).id,
    personId: people.find(({ userName }) => userName === 'duyet.tinh')?.id ?? null,
    title: plan.title,
    occasion: plan.occasion,
    themeId: themes.get(Number(plan.day.slice(0, 4))) ?? null,
    documentIds: [],
    day: plan.day,
    // The door of today is open whenever somebody tries the demonstration.
    startsAt: plan.door ? '07:00' : plan.occasion === 'cell_meeting' ? '19:00' : '07:30',
    endsAt: plan.door ? '21:00' : plan.occasion === 'cell_meeting' ? '20:30' : '10:30',
    form: plan.form ?? 'in_person',
    place: plan.occasion === 'cell_meeting' ? 'Nhà văn hoá ấp' : 'Hội trường',
    presenter: 'Báo cáo viên của Ban Tuyên giáo',
    guests,
    turnout: isHeld
      ? guests.flatMap(({ unitId, expectedMembers, expectedOthers }, index) =>
          list.length > 0 && index === 0
            ? []
            : [
                {
                  unitId,
                  members: Math.floor(expectedMembers * (0.88 + chance.next() * 0.12)),
                  membersAre: 'exact' as const,
                  others: expectedOthers === null ? null : Math.floor(expectedOthers * 0.9),
                  othersAre:
                    expectedOthers !== null && chance.happens(0.1) ? ('over' as const) : ('exact' as const),
                  way: null,
                },
              ],
        )
      : [],
    list: isHeld ? list : [],
    door: plan.door ?? null,
    isHeld,
  }
}

/** What the district, and later its six communes, held year by year. */
function plansOf(today: Day): Plan[] {
  const thisYear = Number(today.slice(0, 4))
  const plans: Plan[] = []
  for (let year = 2021; year <= thisYear; year += 1) {
    const spring = `${year}-04-${String(10 + (year % 5)).padStart(2, '0')}`
    if (spring < days.reform)
      plans.push({
        place: 'district',
        title: `Hội nghị trực tuyến học tập chuyên đề năm ${year}`,
        occasion: 'conference',
        day: spring,
        guests: oldCommunes.map(({ code }) => `old/${code}/party`),
        people: [40, 90],
        form: year === 2021 ? 'online' : 'relayed',
      })
    for (const { code, name } of spring < days.reform ? oldCommunes.slice(0, 3) : newCommunes)
      plans.push({
        place: spring < days.reform ? `old/${code}` : `new/${code}`,
        title: `Lớp học tập chuyên đề năm ${year} xã ${name}`,
        occasion: 'class',
        day: `${year}-05-${String(12 + (Number(code) % 9)).padStart(2, '0')}`,
        guests: ['women', 'farmers', 'youth', 'front'].map((line) =>
          spring < days.reform ? `old/${code}/${line}` : `new/${code}/${line}`,
        ),
        people: [8, 25],
        isListed: code === oldCommunes[0]?.code || code === newCommunes[0]?.code,
      })
    for (const quarter of ['02', '05', '08', '11'])
      plans.push({
        place: 'hamlet/28111/1',
        title: `Sinh hoạt chuyên đề quý ${['02', '05', '08', '11'].indexOf(quarter) + 1} năm ${year}`,
        occasion: 'cell_meeting',
        day: `${year}-${quarter}-03`,
        guests: ['hamlet/28111/1'],
        people: [12, 20],
      })
  }
  return [
    ...plans.filter(({ day }) => day >= days.begin && day < today),
    {
      place: 'new/28114',
      title: 'Hội nghị học tập chuyên đề quý tới, xã Rạch Kiến',
      occasion: 'conference',
      day: addDays(today, 7),
      guests: ['women', 'farmers', 'youth', 'front', 'police'].map((line) => `new/28114/${line}`),
      people: [10, 30],
    },
    {
      place: 'new/28114',
      title: 'Lớp bồi dưỡng theo chuyên đề năm nay, xã Rạch Kiến',
      occasion: 'class',
      day: today,
      guests: ['women', 'farmers', 'youth'].map((line) => `new/28114/${line}`),
      people: [10, 30],
      door: 'unit',
    },
  ]
}

/** Study sessions from 2021 to next week, with numbers, a few lists, and one whose door is open today. */
export async function loadStudy(tx: Tx, given: ProgrammeOf): Promise<void> {
  const making = { ...given, chance: chanceFrom('study'), themes: await themesByYear(tx) }
  for (const plan of plansOf(given.today)) await loadSession(tx, sessionFrom(making, plan))
}

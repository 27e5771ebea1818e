import type { Role } from '#access'
import { type Chance, chanceFrom } from './chance.ts'
import { newCommunes } from './places.ts'

/** The password of every demonstration sign-in. It opens nothing but this demonstration. */
export const demonstrationPassword = 'LanToa-demo-2026'

/** Somebody in the demonstration district, with the units (by key) on which each role is held. */
export type DemoPerson = {
  id: string
  userName: string
  name: string
  roles: readonly { role: Role; place: string }[]
  /** What the sign-in is for; only those that the start prints have one. */
  who?: { vi: string; en: string }
}

const surnames = [
  'Lâm',
  'Huỳnh',
  'Bùi',
  'Đặng',
  'Phan',
  'Trương',
  'Châu',
  'Mai',
  'Cao',
  'Thái',
  'Tạ',
  'Đinh',
  'Lưu',
  'Ngô',
  'Quách',
]
const women = ['Thị Bích', 'Thị Cẩm', 'Thị Diễm', 'Thị Hồng', 'Thị Mộng', 'Thị Ngọc', 'Thị Thu', 'Thị Tuyết']
const men = ['Văn', 'Hoàng', 'Quốc', 'Thanh', 'Minh', 'Hữu', 'Tấn', 'Công']
const womensNames = [
  'Lài',
  'Sen',
  'Thắm',
  'Tươi',
  'Đào',
  'Lựu',
  'Nhàn',
  'Duyên',
  'Quyên',
  'Mận',
  'Xoàn',
  'Nhiên',
]
const mensNames = [
  'Tâm',
  'Sáng',
  'Khoa',
  'Đạt',
  'Lượm',
  'Nghĩa',
  'Thuận',
  'Hậu',
  'Chơn',
  'Bền',
  'Toàn',
  'Lộc',
]

/** Invented: surname, middle name and given name are drawn from lists. A test keeps well-known people out. */
function inventName(chance: Chance, taken: Set<string>, isWoman = chance.happens(0.45)): string {
  for (;;) {
    const name = isWoman
      ? `${chance.pick(surnames)} ${chance.pick(women)} ${chance.pick(womensNames)}`
      : `${chance.pick(surnames)} ${chance.pick(men)} ${chance.pick(mensNames)}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

/** Posts of the Women's Union are held by women. */
const womensPost = /^(phunu|chihoi|thuquy|ghi\.rachkien)/

type Post = Omit<DemoPerson, 'id' | 'name'>
const on = (place: string, ...roles: Role[]) => roles.map((role) => ({ role, place }))

const provincial: readonly Post[] = [
  {
    userName: 'quantri',
    roles: on('newProvince', 'administrator'),
    who: { vi: 'Quản trị hệ thống', en: 'Administrator' },
  },
  {
    userName: 'lanhdao.tinh',
    roles: on('newProvince', 'leader'),
    who: { vi: 'Lãnh đạo tỉnh', en: 'Leader, province' },
  },
  {
    userName: 'duyet.tinh',
    roles: on('newProvince', 'checker'),
    who: { vi: 'Cán bộ tổng hợp, duyệt cấp tỉnh', en: 'Checker, province' },
  },
  {
    userName: 'kiemtra.tinh',
    roles: on('newProvince', 'inspector'),
    who: { vi: 'Cán bộ kiểm tra', en: 'Inspector' },
  },
  {
    userName: 'bientap.tinh',
    roles: on('newProvince', 'editor'),
    who: { vi: 'Biên tập viên', en: 'Editor' },
  },
  { userName: 'ghi.tinh', roles: on('newProvince', 'recorder') },
  { userName: 'kiemsoat.tinh', roles: on('newProvince', 'controller') },
]

/** Of each commune the Party-building board checks; the Women's Union and the Front's agency record. */
const communal = newCommunes.flatMap(({ code, userName }): Post[] => {
  const at = `new/${code}`
  const check: Post = { userName: `duyet.${userName}`, roles: on(at, 'checker') }
  // Long Hựu is small: one officer records for all its organisations.
  if (userName === 'longhuu') return [check, { userName: `ghi.${userName}`, roles: on(at, 'recorder') }]
  if (userName === 'rachkien')
    return [
      {
        ...check,
        who: { vi: 'Ban Xây dựng Đảng xã Rạch Kiến: duyệt, làm báo cáo', en: 'Checker, Rạch Kiến commune' },
      },
      {
        userName: `ghi.${userName}`,
        // Whoever stands in for a colleague holds both posts.
        roles: [...on(`${at}/women`, 'recorder'), ...on(`${at}/farmers`, 'recorder')],
        who: {
          vi: 'Cán bộ Phụ nữ, Nông dân xã Rạch Kiến: ghi hoạt động',
          en: 'Recorder, Women’s and Farmers’ Unions, Rạch Kiến',
        },
      },
      {
        userName: `mattran.${userName}`,
        roles: [...on(`${at}/front`, 'recorder'), ...on(`${at}/youth`, 'recorder')],
      },
    ]
  return [
    check,
    { userName: `phunu.${userName}`, roles: on(`${at}/women`, 'recorder') },
    {
      userName: `mattran.${userName}`,
      roles: ['front', 'farmers', 'youth', 'police'].flatMap((line) => on(`${at}/${line}`, 'recorder')),
    },
  ]
})

const special: readonly Post[] = [
  { userName: 'congan.rachkien', roles: on('new/28114/police', 'recorder') },
  { userName: 'lanhdao.rachkien', roles: on('new/28114', 'leader') },
  { userName: 'thuquy.rachkien', roles: on('new/28114/women', 'treasurer') },
  { userName: 'phatthanh.rachkien', roles: on('new/28114/radio', 'announcer') },
  { userName: 'kiemsoat.rachkien', roles: on('new/28114', 'controller') },
  {
    userName: 'chihoi.longtrach',
    roles: on('hamlet/28111/1/women', 'recorder'),
    who: {
      vi: 'Chi hội trưởng phụ nữ một ấp ở Long Trạch',
      en: 'Recorder, hamlet branch of the Women’s Union',
    },
  },
]

/** The thirty people of the district, the same every time. */
export function inventPeople(): DemoPerson[] {
  const chance = chanceFrom('people')
  const taken = new Set<string>()
  return [...provincial, ...communal, ...special].map((post) => ({
    ...post,
    id: chance.id(Date.parse('2021-05-01')),
    name: inventName(chance, taken, womensPost.test(post.userName) || undefined),
  }))
}

/** Who records for an initiative, and who checks it. */
export function peopleOf(
  people: readonly DemoPerson[],
  initiative: { keeper: string; place: string; line: string },
): { recorder: DemoPerson; checker: DemoPerson } {
  const holding = (role: Role, place: string) =>
    people.find((person) => person.roles.some((held) => held.role === role && held.place === place))
  const { keeper, place, line } = initiative
  const areas = keeper === 'district' ? ['newProvince'] : [keeper]
  const recorder =
    holding('recorder', `${place}/${line}`) ??
    holding('recorder', `${keeper}/${line}`) ??
    areas.map((area) => holding('recorder', area)).find((person) => person !== undefined)
  const checker = areas.map((area) => holding('checker', area)).find((person) => person !== undefined)
  if (!recorder || !checker) throw new Error(`Nobody records or checks ${keeper} ${line}.`)
  return { recorder, checker }
}

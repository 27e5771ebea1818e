/** The days on which the tree of units changed. */
export const days = {
  /** QĐ 124/2004/QĐ-TTg: from this day the old codes name the old units. */
  begin: '2004-07-08',
  /** District police ended four months before the districts did. */
  policeReform: '2025-03-01',
  reform: '2025-07-01',
} as const

/** Commune or town of the old district: official code, name, kind, and the code of the commune that follows it. */
export type OldCommune = { code: string; name: string; isTown: boolean; next: string }

/**
 * The 17 units of Huyện Cần Đước (806) by their official codes. Which of them went into which new commune was not
 * found in a public source: the last column is an assumption, and the reorganisations say so.
 */
export const oldCommunes: readonly OldCommune[] = [
  { code: '28108', name: 'Cần Đước', isTown: true, next: '28108' },
  { code: '28111', name: 'Long Trạch', isTown: false, next: '28114' },
  { code: '28114', name: 'Long Khê', isTown: false, next: '28114' },
  { code: '28117', name: 'Long Định', isTown: false, next: '28126' },
  { code: '28120', name: 'Phước Vân', isTown: false, next: '28126' },
  { code: '28123', name: 'Long Hòa', isTown: false, next: '28114' },
  { code: '28126', name: 'Long Cang', isTown: false, next: '28126' },
  { code: '28129', name: 'Long Sơn', isTown: false, next: '28132' },
  { code: '28132', name: 'Tân Trạch', isTown: false, next: '28132' },
  { code: '28135', name: 'Mỹ Lệ', isTown: false, next: '28132' },
  { code: '28138', name: 'Tân Lân', isTown: false, next: '28138' },
  { code: '28141', name: 'Phước Tuy', isTown: false, next: '28108' },
  { code: '28144', name: 'Long Hựu Đông', isTown: false, next: '28144' },
  { code: '28147', name: 'Tân Ân', isTown: false, next: '28108' },
  { code: '28150', name: 'Phước Đông', isTown: false, next: '28138' },
  { code: '28153', name: 'Long Hựu Tây', isTown: false, next: '28144' },
  { code: '28156', name: 'Tân Chánh', isTown: false, next: '28108' },
]

/** The six communes on the same land since the reform. */
export const newCommunes: readonly { code: string; name: string; userName: string }[] = [
  { code: '28108', name: 'Cần Đước', userName: 'canduoc' },
  { code: '28114', name: 'Rạch Kiến', userName: 'rachkien' },
  { code: '28126', name: 'Long Cang', userName: 'longcang' },
  { code: '28132', name: 'Mỹ Lệ', userName: 'myle' },
  { code: '28138', name: 'Tân Lân', userName: 'tanlan' },
  { code: '28144', name: 'Long Hựu', userName: 'longhuu' },
]

const first = ['Bình', 'Tân', 'Phước', 'Hòa', 'An', 'Thạnh', 'Đông', 'Vĩnh', 'Phú']
const second = ['Lợi', 'Hưng', 'Thuận', 'Thới', 'Điền', 'Khánh']

/** Invented names of hamlets, three for each old commune, no name twice. */
export const hamletNames: readonly string[] = Array.from(
  { length: 51 },
  (_, index) => `${first[index % first.length]} ${second[Math.floor(index / first.length) % second.length]}`,
)

/** How the organisations of each line are named at each level. `{place}` stands for “xã Long Trạch”. */
export const organisations: readonly {
  line: string
  short: string
  names: { oldProvince: string; newProvince: string; district: string; commune: string }
  branch?: { name: string; short: string }
}[] = [
  {
    line: 'party',
    short: 'Đảng ủy',
    names: {
      oldProvince: 'Tỉnh ủy Long An',
      newProvince: 'Tỉnh ủy Tây Ninh',
      district: 'Huyện ủy Cần Đước',
      commune: 'Đảng ủy {place}',
    },
    branch: { name: 'Chi bộ {hamlet}', short: 'Chi bộ' },
  },
  {
    line: 'government',
    short: 'UBND',
    names: {
      oldProvince: 'Ủy ban nhân dân tỉnh Long An',
      newProvince: 'Ủy ban nhân dân tỉnh Tây Ninh',
      district: 'Ủy ban nhân dân huyện Cần Đước',
      commune: 'Ủy ban nhân dân {place}',
    },
  },
  {
    line: 'front',
    short: 'MTTQ',
    names: {
      oldProvince: 'Ủy ban MTTQ Việt Nam tỉnh Long An',
      newProvince: 'Ủy ban MTTQ Việt Nam tỉnh Tây Ninh',
      district: 'Ủy ban MTTQ Việt Nam huyện Cần Đước',
      commune: 'Ủy ban MTTQ Việt Nam {place}',
    },
  },
  {
    line: 'women',
    short: 'Hội LHPN',
    names: {
      oldProvince: 'Hội Liên hiệp Phụ nữ tỉnh Long An',
      newProvince: 'Hội Liên hiệp Phụ nữ tỉnh Tây Ninh',
      district: 'Hội Liên hiệp Phụ nữ huyện Cần Đước',
      commune: 'Hội Liên hiệp Phụ nữ {place}',
    },
    branch: { name: 'Chi hội phụ nữ {hamlet}', short: 'CH phụ nữ' },
  },
  {
    line: 'farmers',
    short: 'Hội Nông dân',
    names: {
      oldProvince: 'Hội Nông dân tỉnh Long An',
      newProvince: 'Hội Nông dân tỉnh Tây Ninh',
      district: 'Hội Nông dân huyện Cần Đước',
      commune: 'Hội Nông dân {place}',
    },
    branch: { name: 'Chi hội nông dân {hamlet}', short: 'CH nông dân' },
  },
  {
    line: 'youth',
    short: 'Đoàn Thanh niên',
    names: {
      oldProvince: 'Tỉnh Đoàn Long An',
      newProvince: 'Tỉnh Đoàn Tây Ninh',
      district: 'Huyện Đoàn Cần Đước',
      commune: 'Đoàn TNCS Hồ Chí Minh {place}',
    },
    branch: { name: 'Chi đoàn {hamlet}', short: 'Chi đoàn' },
  },
  {
    line: 'veterans',
    short: 'Hội CCB',
    names: {
      oldProvince: 'Hội Cựu chiến binh tỉnh Long An',
      newProvince: 'Hội Cựu chiến binh tỉnh Tây Ninh',
      district: 'Hội Cựu chiến binh huyện Cần Đước',
      commune: 'Hội Cựu chiến binh {place}',
    },
  },
  {
    line: 'police',
    short: 'Công an',
    names: {
      oldProvince: 'Công an tỉnh Long An',
      newProvince: 'Công an tỉnh Tây Ninh',
      district: 'Công an huyện Cần Đước',
      commune: 'Công an {place}',
    },
  },
  {
    line: 'radio',
    short: 'Đài Truyền thanh',
    names: {
      oldProvince: 'Đài Phát thanh và Truyền hình Long An',
      newProvince: 'Báo và Phát thanh, Truyền hình Tây Ninh',
      district: 'Đài Truyền thanh huyện Cần Đước',
      commune: 'Đài Truyền thanh {place}',
    },
  },
]

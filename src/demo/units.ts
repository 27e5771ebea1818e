import type { NewPlacement, NewReorganisation, NewUnit } from '#org'
import { slugOf } from '#platform/plain-text'
import type { Day } from '#platform/time'
import { chanceFrom } from './chance.ts'
import { days, hamletNames, newCommunes, oldCommunes, organisations } from './places.ts'

/** Everything that `loadUnits` takes, and how the other parts of the district find a unit. */
export type District = {
  units: NewUnit[]
  placements: NewPlacement[]
  reorganisations: NewReorganisation[]
  /**
   * A unit by its key: `old/28111` an area, `old/28111/women` an organisation in it, `hamlet/28111/2` a hamlet,
   * `hamlet/28111/2/women` its branch; `district`, `oldProvince` and `newProvince` likewise.
   */
  at: (key: string) => NewUnit
}

const assumed = 'Dữ liệu minh hoạ: xã nào nhập vào xã nào chưa đối chiếu với nghị quyết.'
const lineCodes = organisations.map(({ line }) => line)

type Span = { from: Day; to: Day | null }
const before: Span = { from: days.begin, to: days.reform }
const since: Span = { from: days.reform, to: null }

class Gathering {
  readonly units = new Map<string, NewUnit>()
  readonly placements: NewPlacement[] = []
  private readonly slugs = new Set<string>()
  private readonly chance = chanceFrom('units')

  add(key: string, unit: Pick<NewUnit, 'kind' | 'name' | 'shortName'> & Partial<NewUnit>, span: Span): void {
    const plain = slugOf(unit.name)
    // The later unit takes the plain address; three communes kept their name through the reform.
    const slug = this.slugs.has(plain) ? `${plain}-truoc-2025` : plain
    this.slugs.add(slug)
    const id = this.chance.id(Date.parse(span.from))
    this.units.set(key, {
      line: null,
      officialCode: null,
      ...unit,
      id,
      slug,
      validFrom: span.from,
      validTo: span.to,
    })
  }

  at(key: string): NewUnit {
    const unit = this.units.get(key)
    if (!unit) throw new Error(`The demonstration district has no unit ${key}.`)
    return unit
  }

  place(tree: 'area' | 'line', key: string, parent: string, span: Span): void {
    const place = { tree, unitId: this.at(key).id, parentId: this.at(parent).id }
    this.placements.push({ ...place, validFrom: span.from, validTo: span.to })
  }
}

/** The old and the new province, the district, its communes then and now, their organisations, hamlets and branches. */
export function layOutDistrict(): District {
  const all = new Gathering()
  provinces(all)
  for (const { code, name } of newCommunes)
    commune(all, `new/${code}`, { code, name, isTown: false }, 'newProvince', since)
  district(all)
  for (const old of oldCommunes) {
    commune(all, `old/${old.code}`, old, 'district', before)
    hamlets(all, old)
  }
  return {
    units: [...all.units.values()],
    placements: all.placements,
    reorganisations: reorganisations(all),
    at: (key) => all.at(key),
  }
}

function provinces(all: Gathering): void {
  for (const [key, name, span] of [
    ['newProvince', 'Tây Ninh', since],
    ['oldProvince', 'Long An', before],
  ] as const) {
    all.add(key, { kind: 'province', name: `Tỉnh ${name}`, shortName: name, officialCode: '80' }, span)
    for (const { line, names } of organisations) {
      all.add(
        `${key}/${line}`,
        { kind: 'provincial_organisation', line, name: names[key], shortName: names[key] },
        span,
      )
      all.place('area', `${key}/${line}`, key, span)
    }
  }
}

function district(all: Gathering): void {
  all.add(
    'district',
    { kind: 'district', name: 'Huyện Cần Đước', shortName: 'Huyện Cần Đước', officialCode: '806' },
    before,
  )
  all.place('area', 'district', 'oldProvince', before)
  for (const { line, names } of organisations) {
    const span = line === 'police' ? { from: days.begin, to: days.policeReform } : before
    const key = `district/${line}`
    all.add(
      key,
      { kind: 'district_organisation', line, name: names.district, shortName: names.district },
      span,
    )
    all.place('area', key, 'district', span)
    all.place('line', key, `oldProvince/${line}`, span)
  }
}

function commune(
  all: Gathering,
  key: string,
  { code, name, isTown }: { code: string; name: string; isTown: boolean },
  above: string,
  span: Span,
): void {
  const kind = isTown ? 'township' : 'commune'
  const word = isTown ? 'Thị trấn' : 'Xã'
  all.add(key, { kind, name: `${word} ${name}`, shortName: name, officialCode: code }, span)
  all.place('area', key, above, span)
  for (const { line, short, names } of organisations) {
    const own = `${key}/${line}`
    const full = names.commune.replace('{place}', `${word.toLowerCase()} ${name}`)
    all.add(own, { kind: 'commune_organisation', line, name: full, shortName: `${short} ${name}` }, span)
    all.place('area', own, key, span)
    if (line === 'police' && above === 'district') {
      all.place('line', own, 'district/police', { from: days.begin, to: days.policeReform })
      all.place('line', own, 'oldProvince/police', { from: days.policeReform, to: days.reform })
    } else all.place('line', own, `${above}/${line}`, span)
  }
}

/** Hamlets and branches outlive the reform: they only move to the new commune and its organisations. */
function hamlets(all: Gathering, old: (typeof oldCommunes)[number]): void {
  const place = oldCommunes.indexOf(old)
  for (const number of [1, 2, 3]) {
    const name = `${old.isTown ? 'Khu phố' : 'Ấp'} ${hamletNames[place * 3 + number - 1]}`
    const key = `hamlet/${old.code}/${number}`
    const lasting = { from: days.begin, to: null }
    all.add(key, { kind: 'hamlet', name, shortName: name }, lasting)
    all.place('area', key, `old/${old.code}`, before)
    all.place('area', key, `new/${old.next}`, since)
    for (const { line, branch } of organisations) {
      if (!branch) continue
      const hamlet = name.replace(/^./, (letter) => letter.toLowerCase())
      all.add(
        `${key}/${line}`,
        {
          kind: 'branch',
          line,
          name: branch.name.replace('{hamlet}', hamlet),
          shortName: `${branch.short} ${hamlet}`,
        },
        lasting,
      )
      all.place('area', `${key}/${line}`, key, lasting)
      all.place('line', `${key}/${line}`, `old/${old.code}/${line}`, before)
      all.place('line', `${key}/${line}`, `new/${old.next}/${line}`, since)
    }
  }
}

function reorganisations(all: Gathering): NewReorganisation[] {
  const pair = (from: string, to: string) => ({ fromUnitId: all.at(from).id, toUnitId: all.at(to).id })
  const withOrganisations = (from: string, to: string) => [
    pair(from, to),
    ...lineCodes.map((line) => pair(`${from}/${line}`, `${to}/${line}`)),
  ]
  return [
    {
      kind: 'merge',
      day: days.reform,
      document: 'Nghị quyết số 202/2025/QH15 về việc sắp xếp đơn vị hành chính cấp tỉnh',
      note: 'Tỉnh Tây Ninh mới gồm tỉnh Long An và tỉnh Tây Ninh trước đây; dữ liệu minh hoạ chỉ có phần huyện Cần Đước.',
      successions: withOrganisations('oldProvince', 'newProvince'),
    },
    ...newCommunes.map(
      ({ code }): NewReorganisation => ({
        kind: 'merge',
        day: days.reform,
        document:
          'Nghị quyết của Ủy ban Thường vụ Quốc hội về việc sắp xếp các đơn vị hành chính cấp xã của tỉnh Tây Ninh năm 2025',
        note: assumed,
        successions: oldCommunes
          .filter(({ next }) => next === code)
          .flatMap((old) => withOrganisations(`old/${old.code}`, `new/${code}`)),
      }),
    ),
    {
      kind: 'dissolve',
      day: days.policeReform,
      document: 'Kết thúc hoạt động của công an cấp huyện từ ngày 01/3/2025',
      unitId: all.at('district/police').id,
      successions: [],
    },
    {
      kind: 'dissolve',
      day: days.reform,
      document:
        'Luật Tổ chức chính quyền địa phương số 72/2025/QH15: kết thúc hoạt động của đơn vị hành chính cấp huyện',
      unitId: all.at('district').id,
      successions: [],
    },
  ]
}

import type { NewPlacement, NewUnit } from '#org'
import { newId } from '#platform/ids'
import { firstFree, slugOf } from '#platform/plain-text'
import type { Day } from '#platform/time'

/** An area as it is set up: `kind` a kind of area, `name` in full with its word. */
export type Area = { code: string | null; kind: string; name: string }

type Names = {
  line: string
  short: string
  province: (area: Area) => string
  commune: (area: Area) => string
}

/** A name without the word for what it is: `Xã Rạch Kiến` is `Rạch Kiến`. The city named for a person keeps its word. */
export const ownName = (name: string): string =>
  name === 'Thành phố Hồ Chí Minh' ? name : name.replace(/^(Thành phố|Tỉnh|Xã|Phường|Đặc khu|Thị trấn) /, '')
const own = ({ name }: Area): string => ownName(name)
/** The name in the middle of a sentence: `xã Rạch Kiến`, `thành phố Huế`. */
const inside = ({ name }: Area): string => name.replace(/^\p{Lu}/u, (letter) => letter.toLowerCase())

const words: Record<string, readonly [string, ...string[]]> = {
  province: ['Tỉnh', 'Thành phố'],
  commune: ['Xã', 'Thị trấn'],
  ward: ['Phường'],
  special_zone: ['Đặc khu'],
}

/** The name of an area with the word of its kind before it, as a name that was typed may leave it out or shorten it. */
export function nameInFull(typed: string, kind: string): string {
  const name = typed.replace(/^(TP|Tp)\.? /, 'Thành phố ')
  const known = words[kind] ?? []
  const word = known.find((one) => name.toLowerCase().startsWith(`${one.toLowerCase()} `))
  if (word) return `${word} ${name.slice(word.length + 1)}`
  return known[0] ? `${known[0]} ${name}` : name
}
const isCity = ({ name }: Area): boolean => name.startsWith('Thành phố ')

/** The organisations that every province and commune has, with their names (HD 31-HD/BTCTW of 23 April 2025; the police by line). */
const usual: readonly Names[] = [
  {
    line: 'party',
    short: 'Đảng ủy',
    province: (area) => `${isCity(area) ? 'Thành ủy' : 'Tỉnh ủy'} ${own(area)}`,
    commune: (area) => `Đảng ủy ${inside(area)}`,
  },
  ...(
    [
      ['government', 'UBND', 'Ủy ban nhân dân'],
      ['front', 'MTTQ', 'Ủy ban MTTQ Việt Nam'],
      ['women', 'Hội LHPN', 'Hội Liên hiệp Phụ nữ'],
      ['farmers', 'Hội Nông dân', 'Hội Nông dân'],
      ['veterans', 'Hội CCB', 'Hội Cựu chiến binh'],
      ['police', 'Công an', 'Công an'],
    ] as const
  ).map(([line, short, words]) => ({
    line,
    short,
    province: (area: Area) => `${words} ${inside(area)}`,
    commune: (area: Area) => `${words} ${inside(area)}`,
  })),
  {
    line: 'youth',
    short: 'Đoàn Thanh niên',
    province: (area) => `${isCity(area) ? 'Thành Đoàn' : 'Tỉnh Đoàn'} ${own(area)}`,
    commune: (area) => `Đoàn TNCS Hồ Chí Minh ${inside(area)}`,
  },
  {
    line: 'radio',
    short: 'Đài Truyền thanh',
    province: (area) => `Báo và Phát thanh, Truyền hình ${own(area)}`,
    commune: (area) => `Đài Truyền thanh ${inside(area)}`,
  },
]

type Plan = { root: NewUnit; units: NewUnit[]; placements: NewPlacement[] }

/**
 * The units of an authority at its beginning: itself, its communes, and the usual organisations of each in both trees.
 * @param taken addresses that others have
 */
export function layOut(
  authority: Area,
  rest: { communes: readonly Area[]; organisations: boolean; since: Day; taken: ReadonlySet<string> },
): Plan {
  const slugs = new Set(rest.taken)
  const placements: NewPlacement[] = []
  const units: NewUnit[] = []
  const add = (unit: Pick<NewUnit, 'kind' | 'line' | 'name' | 'shortName' | 'officialCode'>): NewUnit => {
    const slug = firstFree(slugOf(unit.name) || 'don-vi', slugs, '-')
    slugs.add(slug)
    const added = { ...unit, id: newId(), slug, validFrom: rest.since, validTo: null }
    units.push(added)
    return added
  }
  const place = (tree: 'area' | 'line', unit: NewUnit, parent: NewUnit): void => {
    placements.push({ tree, unitId: unit.id, parentId: parent.id, validFrom: rest.since, validTo: null })
  }
  const addArea = (area: Area): NewUnit =>
    add({ kind: area.kind, line: null, name: area.name, shortName: own(area), officialCode: area.code })
  const addOrganisations = (area: Area, unit: NewUnit, above: ReadonlyMap<string, NewUnit>) => {
    const level = area.kind === 'province' ? 'province' : 'commune'
    const added = new Map<string, NewUnit>()
    for (const names of rest.organisations ? usual : []) {
      const { line, short, [level]: nameOf } = names
      const kind = level === 'province' ? 'provincial_organisation' : 'commune_organisation'
      const name = nameOf(area)
      const shortName = level === 'province' ? name : `${short} ${own(area)}`
      const organisation = add({ kind, line, name, shortName, officialCode: null })
      added.set(line, organisation)
      place('area', organisation, unit)
      const parent = above.get(line)
      if (parent) place('line', organisation, parent)
    }
    return added
  }

  const root = addArea(authority)
  const above = addOrganisations(authority, root, new Map())
  for (const commune of rest.communes) {
    const unit = addArea(commune)
    place('area', unit, root)
    addOrganisations(commune, unit, above)
  }
  return { root, units, placements }
}

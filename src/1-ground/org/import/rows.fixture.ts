import type { ReadRow } from './read-row.ts'
import { type Ground, type KnownUnit, planUnits } from './rules.ts'

export const commune = { code: 'commune', nameVi: 'Xã', nameEn: 'Commune', level: 'commune', isArea: true }
const branch = { code: 'branch', nameVi: 'Chi hội', nameEn: 'Branch', level: 'base', isArea: false }

/** A row that adds a branch beneath the commune `rach-kien`, but for what the test changes. Columns that are not named are not in the file. */
export function aRow(given: Partial<Omit<ReadRow, 'has'>> = {}, notInFile: string[] = []): ReadRow {
  return {
    number: 2,
    slug: 'chi-hoi-1',
    slugIsGiven: true,
    name: 'Chi hội 1',
    shortName: 'CH 1',
    kind: branch,
    line: 'women',
    officialCode: null,
    areaParent: 'rach-kien',
    lineParent: '',
    validFrom: '2025-07-01',
    validTo: null,
    has: (column) => !notInFile.includes(column),
    ...given,
  }
}

/** A unit that is there, a commune unless the test says otherwise. */
export const aUnit = (given: Partial<KnownUnit> = {}): KnownUnit => ({
  id: 'id-rach-kien',
  name: 'Xã Rạch Kiến',
  shortName: 'Rạch Kiến',
  slug: 'rach-kien',
  kind: 'commune',
  line: null,
  officialCode: '28132',
  validFrom: '2025-07-01',
  validTo: null,
  isArea: true,
  mayManage: true,
  area: null,
  lineParent: null,
  ...given,
})
/** A branch of the women's union that stands in Rạch Kiến. */
export const aBranch = (given: Partial<KnownUnit> = {}): KnownUnit =>
  aUnit({
    id: 'id-chi-hoi-1',
    name: 'Chi hội 1',
    shortName: 'CH 1',
    slug: 'chi-hoi-1',
    kind: 'branch',
    line: 'women',
    officialCode: null,
    isArea: false,
    area: { id: 'id-rach-kien', slug: 'rach-kien' },
    ...given,
  })

export function plan(rows: ReadRow[], units: KnownUnit[] = [aUnit()], beneath: Ground['beneath'] = []) {
  let made = 0
  const ids = () => {
    made += 1
    return `new-${made}`
  }
  return planUnits({ read: rows, problems: [] }, { units, beneath }, ids)
}
export const problemsOf = (...given: Parameters<typeof plan>) =>
  plan(...given).problems.map(({ row, column, code, params }) => [row, column, code, params])

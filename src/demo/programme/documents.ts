// Documents of the demonstration. Chỉ thị 05-CT/TW and Kết luận 01-KL/TW are real and public; all others are invented, and
// their subjects say so.

import { type LoadedDocument, loadDocuments as load, loadNumbering } from '#documents'
import { loadServedThemes } from '#initiatives'
import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'
import { loadThemes } from '#themes'
import { type Chance, chanceFrom } from '../chance.ts'
import { newCommunes, oldCommunes, organisations } from '../places.ts'
import type { District } from '../units.ts'
import type { ProgrammeOf } from './index.ts'
import { demoTheme, demoThemeOf, demoThemes } from './themes.ts'

/**
 * The id of a document of the demonstration, the same every time: `district-plan-2024`, `commune-plan-28111-2024`,
 * `new-commune-plan-28114-2026`, `province-plan`, `directive-05`, `conclusion-01`, `district-programme`.
 */
export const demoDocument = (key: string): string =>
  chanceFrom(`document ${key}`).id(Date.parse('2021-06-01'))

const invented = '(văn bản minh hoạ)'

/** A document before it has its number: what it carries out by keys. */
type Draft = {
  key: string
  unit: string
  type: string
  symbol: string
  issuedOn: Day
  subject: string
  carries?: readonly (readonly [key: string, clause: string])[]
  received?: { on: Day; issuer: string; symbol: string }
}

const symbols: Record<string, string> = {
  plan: 'KH',
  official_letter: 'CV',
  decision: 'QĐ',
  guidance: 'HD',
  report: 'BC',
  action_programme: 'CTr',
  resolution: 'NQ',
}

/** From the Centre down to the district. */
function fromAbove(): Draft[] {
  const province = { unit: 'oldProvince/party', symbol: 'TU' }
  return [
    {
      ...province,
      key: 'directive-05',
      type: 'directive',
      issuedOn: '2016-05-15',
      subject: 'Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
      received: { on: '2016-05-23', issuer: 'Bộ Chính trị', symbol: '05-CT/TW' },
    },
    {
      ...province,
      key: 'conclusion-01',
      type: 'conclusion',
      issuedOn: '2021-05-18',
      subject:
        'Tiếp tục thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị khóa XII “Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”',
      received: { on: '2021-05-25', issuer: 'Bộ Chính trị', symbol: '01-KL/TW' },
      carries: [['directive-05', '']],
    },
    {
      ...province,
      key: 'province-plan',
      type: 'plan',
      issuedOn: '2021-07-05',
      subject: `Thực hiện Kết luận số 01-KL/TW của Bộ Chính trị, nhiệm kỳ 2020 – 2025 ${invented}`,
      carries: [['conclusion-01', 'mục 2, 3']],
    },
    ...[2022, 2023, 2024].map((year) => ({
      ...province,
      key: `province-guidance-${year}`,
      type: 'guidance',
      issuedOn: `${year}-01-12`,
      subject: `Học tập, quán triệt và thực hiện chuyên đề năm ${year} ${invented}`,
      carries: [['province-plan', 'mục II']] as const,
    })),
    {
      key: 'new-province-plan',
      unit: 'newProvince/party',
      symbol: 'TU',
      type: 'plan',
      issuedOn: '2025-12-15',
      subject: `Thực hiện Kết luận số 01-KL/TW và chuyên đề năm 2026 ${invented}`,
      carries: [['conclusion-01', '']],
    },
  ]
}

/** What the district committee issued: its programme of the term, a plan each year, letters, decisions, reports. */
function ofDistrict(chance: Chance): Draft[] {
  const own = { unit: 'district/party', symbol: 'HU' }
  const years = [2021, 2022, 2023, 2024, 2025]
  const day = (year: number, month: number): Day =>
    `${year}-${String(month).padStart(2, '0')}-${String(chance.between(3, 26)).padStart(2, '0')}`
  return [
    {
      ...own,
      key: 'district-programme',
      type: 'action_programme',
      issuedOn: '2021-07-22',
      subject: `Hành động thực hiện Nghị quyết Đại hội Đảng bộ huyện, nhiệm kỳ 2020 – 2025 ${invented}`,
      carries: [['province-plan', '']],
    },
    ...years.flatMap((year): Draft[] => {
      const plan = `district-plan-${year}`
      const guidance: Draft['carries'] =
        year >= 2022 && year <= 2024 ? [[`province-guidance-${year}`, '']] : []
      return [
        {
          ...own,
          key: plan,
          type: 'plan',
          issuedOn: year === 2021 ? '2021-08-05' : `${year}-02-15`,
          subject: `Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm ${year} ${invented}`,
          carries: [['province-plan', 'mục III'], ['district-programme', 'mục 4'], ...guidance],
        },
        ...Array.from({ length: chance.between(2, 4) }, (_, index) => ({
          ...own,
          key: `district-letter-${year}-${index}`,
          type: 'official_letter',
          issuedOn: day(year, year === 2025 ? chance.between(3, 5) : chance.between(9, 11)),
          subject: `Đôn đốc thực hiện Kế hoạch năm ${year}, tháng cao điểm ${invented}`,
          carries: [[plan, '']] as const,
        })),
        {
          ...own,
          key: `district-decision-${year}`,
          type: 'decision',
          issuedOn: day(year, year === 2021 ? 8 : 4),
          subject: `Kiện toàn Tổ giúp việc thực hiện Chỉ thị 05-CT/TW năm ${year} ${invented}`,
          carries: [[plan, 'mục 5']],
        },
        ...(year === 2025
          ? []
          : [
              {
                ...own,
                key: `district-report-${year}`,
                type: 'report',
                issuedOn: day(year, 12),
                subject: `Kết quả thực hiện Kết luận số 01-KL/TW năm ${year} ${invented}`,
                carries: [[plan, '']] as const,
              },
            ]),
      ]
    }),
  ]
}

/** A plan each year of every commune, before the reform and since. */
function ofCommunes(chance: Chance): Draft[] {
  const before = oldCommunes.flatMap(({ code }) =>
    [2022, 2023, 2024, 2025].map((year) => ({
      key: `commune-plan-${code}-${year}`,
      unit: `old/${code}/party`,
      symbol: 'ĐU',
      type: 'plan',
      issuedOn: `${year}-03-${String(chance.between(1, 28)).padStart(2, '0')}`,
      subject: `Học tập và làm theo Bác năm ${year} ở địa phương ${invented}`,
      carries: [[`district-plan-${year}`, '']] as const,
    })),
  )
  const since = newCommunes.map(({ code }) => ({
    key: `new-commune-plan-${code}-2026`,
    unit: `new/${code}/party`,
    symbol: 'ĐU',
    type: 'plan',
    issuedOn: `2026-01-${String(chance.between(8, 28)).padStart(2, '0')}`,
    subject: `Học tập và làm theo Bác năm 2026 ở địa phương ${invented}`,
    carries: [['new-province-plan', '']] as const,
  }))
  return [...before, ...since]
}

const congresses = { first: '2020-08-20', next: '2025-09-25' } as const

/** Gives each draft a number after the last of its run, with gaps: the other documents of the office are not here. */
function numbered(drafts: readonly Draft[], district: District, chance: Chance): LoadedDocument[] {
  const last = new Map<string, number>()
  return drafts
    .toSorted((one, other) => (one.issuedOn < other.issuedOn ? -1 : one.issuedOn > other.issuedOn ? 1 : 0))
    .map((draft) => {
      const unit = district.at(draft.unit)
      const term = draft.issuedOn > congresses.next ? 'next' : 'first'
      const run = [draft.unit, draft.type, term].join(' ')
      const number = (last.get(run) ?? 0) + chance.between(1, 5)
      if (!draft.received) last.set(run, number)
      const countsFor = draft.received ? null : demoThemeOf(draft.issuedOn)
      return {
        id: demoDocument(draft.key),
        unitId: unit.id,
        direction: draft.received ? 'received' : 'issued',
        type: draft.type,
        number: draft.received ? null : number,
        symbol:
          draft.received?.symbol ??
          `${String(number).padStart(2, '0')}-${symbols[draft.type]}/${draft.symbol}`,
        issuedOn: draft.issuedOn,
        receivedOn: draft.received?.on ?? null,
        issuer: draft.received?.issuer ?? unit.name,
        issuerUnitId: draft.received ? null : unit.id,
        subject: draft.subject,
        validFrom: null,
        validTo: null,
        carries: (draft.carries ?? []).map(([key, clause]) => ({ id: demoDocument(key), clause })),
        themeIds: countsFor ? [countsFor] : [],
        countsFor,
      }
    })
}

/** How committees, authorities and organisations number, and the terms of the committees. */
function numbering(district: District) {
  const places = [
    ['oldProvince', 'TU'],
    ['newProvince', 'TU'],
    ['district', 'HU'],
    ...oldCommunes.map(({ code }) => [`old/${code}`, 'ĐU'] as const),
    ...newCommunes.map(({ code }) => [`new/${code}`, 'ĐU'] as const),
  ] as const
  const committees = places.map(([place, symbol]) => ({
    unitId: district.at(`${place}/party`).id,
    symbol,
  }))
  const others = places.flatMap(([place]) =>
    organisations
      .filter(({ line }) => line !== 'party')
      .map(({ line }) => {
        const isState = ['government', 'police', 'radio'].includes(line)
        const own = { government: 'UBND', police: 'CA', radio: 'ĐTT', front: 'MTTQ', youth: 'ĐTN' }[line]
        return {
          unitId: district.at(`${place}/${line}`).id,
          system: isState ? ('state' as const) : ('organisation' as const),
          symbol: own ?? 'BTV',
          numbering: 'year' as const,
        }
      }),
  )
  const chance = chanceFrom('terms')
  return {
    issuing: [
      ...committees.map((one) => ({ ...one, system: 'party' as const, numbering: 'term' as const })),
      ...others,
    ],
    terms: committees.flatMap(({ unitId }) => [
      { id: chance.id(1), unitId, name: 'Nhiệm kỳ 2020 – 2025 (minh hoạ)', closedOn: congresses.first },
      { id: chance.id(1), unitId, name: 'Nhiệm kỳ 2025 – 2030 (minh hoạ)', closedOn: congresses.next },
    ]),
  }
}

/** Loads documents and themes with the chain between them, and lets the initiatives serve the themes. */
export async function loadDocuments(tx: Tx, { district, runs, today }: ProgrammeOf): Promise<void> {
  const chance = chanceFrom('documents')
  await loadNumbering(tx, numbering(district))
  const drafts = [...fromAbove(), ...ofDistrict(chance), ...ofCommunes(chance)]
  const all = numbered(
    drafts.filter(({ issuedOn }) => issuedOn <= today),
    district,
    chance,
  )
  const deciding = new Set(demoThemes.map(({ document }) => demoDocument(document)))
  const decides = ({ id, carries }: LoadedDocument): boolean =>
    deciding.has(id) || carries.length === 0 || id === demoDocument('conclusion-01')
  const first = all.filter(decides)
  // A theme is decided by a document, which counts for no theme before there is one.
  await load(
    tx,
    first.map((one) => ({ ...one, themeIds: [], countsFor: null })),
  )
  await loadThemes(
    tx,
    demoThemes.map(({ key, issuer, document, ...theme }) => ({
      ...theme,
      id: demoTheme(key),
      unitId: district.at(issuer).id,
      beginsOn: `${theme.fromYear}-01-01`,
      endsOn: `${theme.toYear + 1}-01-01`,
      documentId: demoDocument(document),
    })),
  )
  await load(
    tx,
    all.filter((one) => !decides(one)),
  )
  await loadServedThemes(
    tx,
    runs.flatMap(({ row }) =>
      demoThemes.map(({ key }) => ({ initiativeId: row.id, themeId: demoTheme(key) })),
    ),
    null,
  )
}

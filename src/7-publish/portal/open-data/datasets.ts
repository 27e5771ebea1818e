import { inLanguage, type Language, t } from '#platform/i18n'
import { openData } from './read.ts'

/** A cell of a row, as JSON has it. */
export type Row = Record<string, string | number | boolean | null>

/** One table of the open data: its columns in order, and where its rows come from. */
export type Dataset = {
  columns: readonly string[]
  rows: (period: string) => Promise<Row[]>
}

const measured = ['indicator', 'indicatorNameVi', 'indicatorNameEn', 'measureVi', 'measureEn'] as const
const placed = ['unitCode', 'unitSlug', 'unitName', 'areaCode', 'areaName'] as const

/** The names of the tables, which are those of their files. */
export const datasetNames = ['tong-hop', 'so-lieu', 'chi-tieu', 'mo-hinh', 'don-vi', 'tu-dien'] as const
export type DatasetName = (typeof datasetNames)[number]

/** All tables by the name of their files. */
export const datasets: Record<DatasetName, Dataset> = {
  'tong-hop': {
    columns: [
      ...['unitCode', 'unitSlug', 'unitName', ...measured, 'rule', 'period'],
      ...['declared', 'evidenced', 'confirmed', 'verified', 'total', 'qualifier', 'isWithheld'],
      ...['beyondAmount', 'beyondFrom', 'beyondLast'],
    ],
    rows: openData.figures,
  },
  'so-lieu': {
    columns: [...placed, ...measured, 'month', 'assurance', 'amount', 'qualifier'],
    rows: openData.flows,
  },
  'chi-tieu': {
    columns: [
      ...[
        'code',
        'nameVi',
        'nameEn',
        'measureVi',
        'measureEn',
        'rule',
        'formula',
        'partOf',
        'isShare',
        'definitionVi',
        'definitionEn',
      ],
    ],
    rows: openData.indicators,
  },
  'mo-hinh': {
    columns: [
      ...['slug', 'name', 'kind', 'kindNameVi', 'kindNameEn', ...placed],
      ...['coHosts', 'state', 'startedOn', 'endedOn', 'summary'],
    ],
    rows: openData.initiatives,
  },
  'don-vi': {
    columns: [
      ...[
        'slug',
        'officialCode',
        'name',
        'kind',
        'kindNameVi',
        'kindNameEn',
        'line',
        'lineNameVi',
        'lineNameEn',
      ],
      ...['areaCode', 'areaName', 'validFrom', 'validTo'],
    ],
    rows: openData.units,
  },
  'tu-dien': {
    columns: ['dataset', 'column', 'meaningVi', 'meaningEn'],
    rows: async () => dictionary(),
  },
}

/** A message in both languages. */
export const inBoth = (key: string): Record<Language, string> => ({
  vi: inLanguage('vi', () => t(key)),
  en: inLanguage('en', () => t(key)),
})

/** What a table holds, as people read it. */
export const titleOf = (name: DatasetName): string => `portal.open_data.${name.replaceAll('-', '_')}`

/** Every column of every table, explained. */
export const dictionary = () =>
  datasetNames.flatMap((dataset) =>
    datasets[dataset].columns.map((column) => {
      const { vi, en } = inBoth(`portal.open_data.column.${column}`)
      return { dataset, column, meaningVi: vi, meaningEn: en }
    }),
  )

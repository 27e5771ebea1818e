import type { Amount } from '#figures'

const practice =
  'Thực tiễn báo cáo Chỉ thị 05-CT/TW, chỉ tiêu thường gặp 1 (văn bản lãnh đạo, chỉ đạo theo tên loại)'

/** Types that reports name one by one; all others go together. */
const counted = {
  plan: ['Kế hoạch đã ban hành', 'Plans issued'],
  official_letter: ['Công văn đã ban hành', 'Official letters issued'],
  decision: ['Quyết định đã ban hành', 'Decisions issued'],
  guidance: ['Hướng dẫn đã ban hành', 'Guidance issued'],
  resolution: ['Nghị quyết đã ban hành', 'Resolutions issued'],
  report: ['Báo cáo đã ban hành', 'Reports issued'],
  other: ['Văn bản loại khác đã ban hành', 'Other documents issued'],
} as const

/** The kinds by which issued documents are counted, in the order of the page. */
export const countedKinds = Object.keys(counted) as (keyof typeof counted)[]

/** The indicator that counts documents of a kind. */
export const indicatorOfKind = (kind: string): string => `documents_issued_${kind}`

/** Types by which a unit has a plan, whether it was made here or only entered into the register. */
const plans = ['plan', 'action_programme']

/** What one issued document of a unit adds to the figures. */
export const amountsOfDocument = (type: string, unitId: string): Amount[] => [
  { indicator: 'documents_issued', amount: 1 },
  { indicator: indicatorOfKind(type in counted ? type : 'other'), amount: 1 },
  ...(plans.includes(type) ? [{ indicator: 'units_with_plan', amount: 1, subject: unitId }] : []),
]

const row = (code: string, [name_vi, name_en]: readonly [string, string], position: number) => ({
  code,
  name_vi,
  name_en,
  unit_vi: 'văn bản',
  unit_en: 'documents',
  rule: 'sum' as const,
  position,
  definition_vi:
    'Văn bản do đơn vị ban hành, đã vào sổ văn bản đi, tính vào ngày ban hành. Văn bản đến không tính; văn bản rút đăng ký không tính.',
  definition_en:
    'Documents that the unit issued and registered, counted on the day of issue. Documents received are not counted, nor are registrations that were withdrawn.',
  source: practice,
})

/** What documents count: all that units issue, by type, and how many units have a plan (plans made here count for it too). */
export const documentIndicators = [
  row('documents_issued', ['Văn bản đã ban hành', 'Documents issued'], 2000),
  ...countedKinds.map((kind, index) => row(indicatorOfKind(kind), counted[kind], 2010 + index * 10)),
  {
    code: 'units_with_plan',
    name_vi: 'Đơn vị có ban hành kế hoạch',
    name_en: 'Units that issued a plan',
    unit_vi: 'đơn vị',
    unit_en: 'units',
    rule: 'distinct' as const,
    position: 5010,
    definition_vi:
      'Đơn vị ban hành ít nhất một kế hoạch hoặc chương trình hành động trong kỳ, lập trên hệ thống hoặc đã vào sổ văn bản đi; ban hành nhiều vẫn tính một.',
    definition_en:
      'Units that issued at least one plan or action programme in the period, made in the system or entered into the register of what goes out; each is counted once.',
    source: 'Thực tiễn báo cáo Chỉ thị 05-CT/TW, chỉ tiêu thường gặp 2',
  },
]

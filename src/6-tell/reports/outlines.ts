/** Sections in which an author writes, by the key under which their words are kept. */
export const authored = ['leadership', 'shortcomings', 'next'] as const
export type Authored = (typeof authored)[number]

/** What stands in a section: the author's words, or what the system knows. */
export type Part = Authored | 'overview' | 'by_line' | 'by_indicator' | 'by_unit' | 'gaps'

/** A section of a report: its heading, and what follows in order. */
export type Section = { heading: string; parts: readonly Part[] }

/** A kind of report, in the order of the N-year review (DOMAIN §c.3) as far as a month or a quarter needs it. */
export type Outline = {
  code: 'monthly' | 'quarterly'
  title: string
  subject: string
  sections: readonly Section[]
}

const sections: readonly Section[] = [
  { heading: 'CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO', parts: ['leadership'] },
  { heading: 'KẾT QUẢ THỰC HIỆN CÁC MÔ HÌNH', parts: ['overview', 'by_line', 'by_indicator', 'by_unit'] },
  { heading: 'HẠN CHẾ, NGUYÊN NHÂN', parts: ['shortcomings', 'gaps'] },
  { heading: 'PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI', parts: ['next'] },
]

const subject = 'kết quả thực hiện Kết luận số 01-KL/TW gắn với Chỉ thị số 05-CT/TW của Bộ Chính trị'

/** The outlines that come with the software. Reports are written in Vietnamese, whatever the language of the pages. */
export const outlines: Record<Outline['code'], Outline> = {
  monthly: { code: 'monthly', title: 'BÁO CÁO', subject, sections },
  quarterly: { code: 'quarterly', title: 'BÁO CÁO', subject, sections },
}

/** The outline of a period: `2024-06` is a month, `2024-Q2` a quarter; nothing else is reported on yet. */
export const outlineOf = (period: string): Outline | undefined =>
  /^\d{4}-Q[1-4]$/.test(period)
    ? outlines.quarterly
    : /^\d{4}-\d{2}$/.test(period)
      ? outlines.monthly
      : undefined

import type { IndicatorRow } from '#figures'

type Ready = Omit<IndicatorRow, 'position' | 'source'> & { source: string }

const practice = 'Thực tiễn báo cáo Chỉ thị 05-CT/TW, chỉ tiêu thường gặp'
const counted = { unit_vi: 'bản', unit_en: 'pledges', rule: 'sum' } as const

const pledges: Ready[] = [
  {
    ...counted,
    code: 'pledges_personal',
    name_vi: 'Cá nhân đăng ký làm theo',
    name_en: 'Personal pledges',
    definition_vi:
      'Bản đăng ký làm theo của cá nhân trong năm, cả trên hệ thống và trên giấy. Cộng theo xã; nơi có dưới 5 bản thì chưa cộng, để không ai bị nhận ra qua con số.',
    definition_en:
      'What people pledged for the year, in the system and on paper. Counted by commune; fewer than 5 are not counted, so that nobody can be told from a number.',
    source: `${practice} 7`,
  },
  {
    ...counted,
    code: 'pledges_collective',
    name_vi: 'Tập thể đăng ký làm theo',
    name_en: 'Pledges of collectives',
    definition_vi: 'Nội dung làm theo mà tập thể đăng ký trong năm. Đăng ký đã rút không tính.',
    definition_en: 'What collectives pledged for the year. Withdrawn pledges are not counted.',
    source: `${practice} 7, 12`,
  },
  {
    ...counted,
    code: 'commitments_signed',
    name_vi: 'Bản cam kết tu dưỡng, rèn luyện',
    name_en: 'Self-improvement commitments',
    definition_vi: 'Số bản cam kết tu dưỡng, rèn luyện đã ký trong năm, đơn vị báo số lượng, không ghi tên.',
    definition_en:
      'How many self-improvement commitments were signed in the year; only their number is kept.',
    source: `${practice} 7`,
  },
  {
    ...counted,
    code: 'heads_plans',
    name_vi: 'Kế hoạch cá nhân của người đứng đầu',
    name_en: 'Personal plans of heads',
    unit_vi: 'bản',
    unit_en: 'plans',
    definition_vi: 'Số kế hoạch làm theo của người đứng đầu đã lập trong năm.',
    definition_en: 'How many heads of units have written a plan of their own in the year.',
    source: `${practice} 8`,
  },
  {
    ...counted,
    code: 'pledges_done_personal',
    name_vi: 'Đăng ký của cá nhân đã làm xong',
    name_en: 'Personal pledges done',
    definition_vi:
      'Bản đăng ký trên hệ thống mà chính người đăng ký nói là đã làm xong. Nơi có dưới 5 thì chưa cộng.',
    definition_en: 'Pledges in the system that their authors say are done. Fewer than 5 are not counted.',
    source: `${practice} 7`,
  },
  {
    ...counted,
    code: 'pledges_done_collective',
    name_vi: 'Đăng ký của tập thể đã làm xong',
    name_en: 'Pledges of collectives done',
    definition_vi: 'Nội dung đăng ký mà tập thể báo là đã làm xong trong năm.',
    definition_en: 'Pledges that collectives report as done in the year.',
    source: `${practice} 7, 12`,
  },
  {
    ...counted,
    code: 'pledges_verified',
    name_vi: 'Đăng ký của tập thể được cấp trên xác nhận',
    name_en: 'Pledges of collectives confirmed from above',
    definition_vi: 'Nội dung đã làm xong và được cấp trên xác nhận, có ghi nhận xét.',
    definition_en: 'Pledges that are done and that the level above has confirmed with a note.',
    source: `${practice} 7, 12`,
  },
]

const rate = { unit_vi: '%', unit_en: '%', rule: 'derived' } as const
const rates: Ready[] = [
  {
    ...rate,
    code: 'pledges_done_personal_rate',
    name_vi: 'Tỷ lệ cá nhân đăng ký đã làm xong',
    name_en: 'Share of personal pledges done',
    formula: 'percent(pledges_done_personal, pledges_personal)',
    definition_vi: 'Bản đăng ký của cá nhân đã làm xong trên tổng số bản đăng ký của cá nhân.',
    definition_en: 'Personal pledges done of all personal pledges.',
    source: `${practice} 7`,
  },
  {
    ...rate,
    code: 'pledges_done_collective_rate',
    name_vi: 'Tỷ lệ tập thể đăng ký đã làm xong',
    name_en: 'Share of pledges of collectives done',
    formula: 'percent(pledges_done_collective, pledges_collective)',
    definition_vi: 'Nội dung tập thể đã làm xong trên tổng số nội dung tập thể đăng ký.',
    definition_en: 'Pledges of collectives done of all that collectives pledged.',
    source: `${practice} 7, 12`,
  },
  {
    ...rate,
    code: 'pledges_verified_rate',
    name_vi: 'Tỷ lệ được cấp trên xác nhận',
    name_en: 'Share confirmed from above',
    formula: 'percent(pledges_verified, pledges_done_collective)',
    definition_vi: 'Nội dung tập thể được cấp trên xác nhận trên số nội dung tập thể báo đã làm xong.',
    definition_en: 'Confirmed pledges of those that collectives report as done.',
    source: `${practice} 7, 12`,
  },
]

/** What pledges count; the position follows those that come with the initiatives. */
export const pledgeIndicators: IndicatorRow[] = [...pledges, ...rates].map((row, index) => ({
  ...row,
  position: 3000 + index,
}))

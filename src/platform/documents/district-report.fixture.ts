/** A district's report of some twenty pages, to measure with: 120 figures that open, tables, six charts. */

import { byQuarter, byUnit, course, oneLine, thirtyUnits, twoYears } from './charts.fixture.ts'
import type { Block, ChartSpec, FigureRun, OfficialDocument } from './content.ts'
import { aReport } from './documents.fixture.ts'

const charts = [byUnit, twoYears, course, byQuarter, oneLine, thirtyUnits]
const themes = [
  'Quán triệt, học tập chuyên đề',
  'Công tác tuyên truyền',
  'Hàng cây nông dân',
  'Nuôi heo đất tiết kiệm',
  'Ngày Chủ nhật xanh',
  'Kiểm tra, giám sát',
]
const told = [
  'Cấp ủy, chính quyền các xã, phường tiếp tục lãnh đạo, chỉ đạo quyết liệt, phân công rõ người, rõ việc, rõ thời hạn; gắn kết quả thực hiện với đánh giá, xếp loại tổ chức đảng và đảng viên cuối năm.',
  'Mặt trận Tổ quốc và các tổ chức chính trị – xã hội vận động đoàn viên, hội viên và nhân dân hưởng ứng bằng những việc làm cụ thể, thiết thực, phù hợp với điều kiện của từng ấp, khu phố.',
  'Qua kiểm tra thực tế, phần lớn mô hình hoạt động đúng nội dung đã đăng ký; một số nơi ghi nhận còn chậm, minh chứng chưa đầy đủ, đã được nhắc nhở và bổ sung trong kỳ.',
  'Bên cạnh kết quả đạt được, việc nhân rộng mô hình giữa các địa phương chưa đồng đều; công tác phối hợp có lúc, có nơi chưa chặt chẽ.',
]

/** Another district for each `seed`: none of its numbers is the other's, so that nothing measured was kept from before. */
export function aDistrictReport(seed: number): OfficialDocument {
  let state = seed * 7919 + 1
  const random = (most: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % most
  }
  const number = new Intl.NumberFormat('vi-VN')
  let figures = 0
  const figure = (most: number): FigureRun => {
    figures += 1
    const amount = random(most)
    return {
      figure: number.format(amount),
      amount,
      url: `https://lantoa.example/so-lieu/${seed}-${figures}?ky=2026`,
    }
  }
  const paragraph = (index: number): Block => ({
    kind: 'paragraph',
    runs: [
      `Toàn địa bàn có `,
      figure(40_000),
      ` lượt người tham gia, `,
      figure(900),
      ` hoạt động được ghi nhận. ${told[index % 4]} ${told[(index + 1) % 4]} ${told[(index + 2) % 4]}`,
    ],
  })
  const changed = (chart: ChartSpec): ChartSpec => ({
    ...chart,
    series: chart.series.map(({ name, values }) => ({
      name,
      values: values.map((value) => value && Math.round(value * (0.7 + random(100) / 200) * 10) / 10),
    })),
  })
  const section = (theme: string, index: number): Block[] => [
    { kind: 'heading', level: 1, text: theme },
    ...[1, 2, 3, 4].flatMap((part): Block[] => [
      { kind: 'heading', level: 2, text: `Kết quả phần ${part}` },
      paragraph(index + part),
      paragraph(index + part + 1),
      { kind: 'paragraph', runs: [`${told[(index + part) % 4]} ${told[part % 4]}`] },
    ]),
    { kind: 'chart', chart: changed(charts[index] ?? byUnit), caption: `Biểu đồ ${index + 1}. ${theme}` },
    {
      kind: 'table',
      caption: `Bảng ${index + 1}. ${theme} theo đơn vị`,
      columns: [
        { title: 'STT', align: 'center', weight: 0.6 },
        { title: 'Đơn vị', weight: 3 },
        { title: 'Lượt người', align: 'right' },
        { title: 'Hoạt động', align: 'right' },
        { title: 'Có minh chứng', align: 'right' },
      ],
      rows: (byUnit.labels.length > 8 ? byUnit.labels.slice(0, 8) : byUnit.labels).map((name, row) => [
        String(row + 1),
        name,
        row < 2 ? figure(9_000) : number.format(random(9_000)),
        row < 2 ? figure(300) : String(random(300)),
        `${random(100)}%`,
      ]),
    },
    { kind: 'note', runs: ['Số liệu tính từ các hoạt động đã ghi nhận đến hết ngày 31/12/2026.'] },
  ]
  return aReport({
    subject: `kết quả thực hiện Kết luận số 01-KL/TW năm 2026, khu vực ${seed}`,
    body: themes.flatMap(section),
    check: {
      url: `https://lantoa.example/kiem-tra/${seed}`,
      code: '7K3M-2Q9X',
      hash: '3f2a9c01be7744d1'.repeat(4),
    },
  })
}

/** How many figures of a document open. */
export const figuresIn = (document: OfficialDocument): number =>
  document.body
    .flatMap((block) =>
      block.kind === 'paragraph' ? block.runs : block.kind === 'table' ? block.rows.flat() : [],
    )
    .filter((run) => typeof run === 'object' && 'figure' in run).length

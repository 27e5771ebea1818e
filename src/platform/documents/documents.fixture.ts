/** A month's report as a commune writes it, to test with and to measure. */

import type { Block, OfficialDocument } from './content.ts'

const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [text] })

const sentence =
  'Các chi bộ trực thuộc tiếp tục duy trì sinh hoạt chuyên đề, gắn việc học tập với việc giải quyết những vấn đề mà nhân dân quan tâm; cán bộ, đảng viên nêu gương trong công việc hằng ngày, nói đi đôi với làm.'

/** A report of a Party committee; what the test is about is given. */
export function aReport(given: Partial<OfficialDocument> = {}): OfficialDocument {
  return {
    system: 'party',
    superior: 'ĐẢNG BỘ TỈNH TÂY NINH',
    issuer: 'ĐẢNG ỦY XÃ CẦN ĐƯỚC',
    number: '12',
    symbol: 'BC/ĐU',
    place: 'Cần Đước',
    day: '2027-02-05',
    title: 'BÁO CÁO',
    subject: 'kết quả thực hiện Kết luận số 01-KL/TW năm 2026',
    body: [paragraph(sentence)],
    recipients: ['Ban Thường vụ Tỉnh ủy (báo cáo)', 'Các chi bộ trực thuộc', 'Lưu Văn phòng Đảng ủy'],
    signature: { authority: 'T/M BAN THƯỜNG VỤ', position: 'PHÓ BÍ THƯ', name: 'Nguyễn Văn A' },
    ...given,
  }
}

/** A body of about four pages: headings of three levels, figures, a list, a table, notes and an appendix. */
export function aMonthOfWork(): Block[] {
  const section = (title: string, indicator: string, value: string): Block[] => [
    { kind: 'heading', level: 2, text: title },
    paragraph(sentence),
    {
      kind: 'paragraph',
      runs: [
        `${indicator}: trong tháng đạt `,
        { figure: value, url: 'https://lantoa.example/so-lieu?chi-tieu=hang-cay&ky=2027-01' },
        ', ',
        { text: 'tăng so với tháng trước', italic: true },
        `. ${sentence}`,
      ],
    },
    {
      kind: 'note',
      runs: ['Trong đó 1.180 có minh chứng, 950 được người dân xác nhận, 120 đã kiểm tra thực tế.'],
    },
  ]
  return [
    paragraph(`Thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị. ${sentence}`),
    { kind: 'heading', level: 1, text: 'Công tác lãnh đạo, chỉ đạo' },
    ...section('Quán triệt, học tập chuyên đề', 'Lượt người dự học tập', '1.284'),
    ...section('Công tác tuyên truyền', 'Số tin, bài trên hệ thống truyền thanh', '46'),
    { kind: 'heading', level: 1, text: 'Kết quả thực hiện các mô hình' },
    ...section('Hàng cây nông dân', 'Chiều dài hàng cây trồng mới (mét)', '3.250'),
    { kind: 'heading', level: 3, text: 'Kết quả theo ấp' },
    {
      kind: 'table',
      caption: 'Bảng 1. Kết quả theo ấp, tháng 01 năm 2027',
      columns: [
        { title: 'STT', align: 'center', weight: 0.7 },
        { title: 'Ấp', weight: 3 },
        { title: 'Số hoạt động', align: 'right', weight: 1.4 },
        { title: 'Lượt người tham gia', align: 'right', weight: 1.6 },
        { title: 'Có minh chứng', align: 'right', weight: 1.4 },
      ],
      rows: ['Ấp Trung', 'Ấp Chợ', 'Ấp 1A', 'Ấp 1B', 'Ấp Hòa Thuận', 'Khu 6'].map((name, index) => [
        String(index + 1),
        name,
        { figure: String(12 + index), url: 'https://lantoa.example/so-lieu' },
        `1.${100 + index}`,
        `${90 - index}%`,
      ]),
      total: ['', 'Toàn xã', '87', '6.615', '88%'],
    },
    ...section('Nuôi heo đất tiết kiệm', 'Số hộ tham gia', '412'),
    ...section('Ngày Chủ nhật xanh', 'Lượt người tham gia', '968'),
    { kind: 'heading', level: 1, text: 'Hạn chế, nguyên nhân' },
    paragraph(sentence),
    { kind: 'heading', level: 1, text: 'Phương hướng, nhiệm vụ tháng sau' },
    {
      kind: 'list',
      items: [[sentence], ['Kiểm tra thực tế ít nhất 10% số hoạt động đã ghi nhận'], [sentence]],
    },
    { kind: 'appendix', label: 'Phụ lục I', title: 'Danh mục mô hình' },
    {
      kind: 'table',
      columns: [
        { title: 'Mô hình', weight: 2 },
        { title: 'Đơn vị chủ trì', weight: 2 },
        { title: 'Số hộ', align: 'right' },
      ],
      rows: Array.from({ length: 24 }, (_, index) => [
        `Mô hình thứ ${index + 1}`,
        'Hội Liên hiệp Phụ nữ xã',
        `${40 + index}`,
      ]),
    },
  ]
}

/** The outlines that come with the software. That of a review of years follows DOMAIN §c.3, the others the practice of communes. */

import type { Outline, Section } from './entry.ts'

type Ready = Omit<Outline, 'version' | 'unitId'>

const section = (key: string, heading: string, more: Partial<Section> = {}): Section => ({
  key,
  heading,
  topic: null,
  isRequired: false,
  isRestricted: false,
  start: '',
  ...more,
})

const programme =
  'Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 “về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”'
const common = {
  title: 'BÁO CÁO',
  subject: 'kết quả thực hiện Kết luận số 01-KL/TW gắn với Chỉ thị số 05-CT/TW {period}',
  opening: `Thực hiện ${programme}, {speaker} báo cáo kết quả thực hiện {period} như sau:`,
  since: '2021-05-18',
  source: 'Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị; dàn ý tổng hợp từ báo cáo đã công bố',
}

const short: Section[] = [
  section('leadership', 'Công tác lãnh đạo, chỉ đạo', { topic: 'leadership', isRequired: true }),
  section('results', 'Kết quả thực hiện các mô hình', { topic: 'initiatives', start: '{{results}}' }),
  section('shortcomings', 'Hạn chế, nguyên nhân', {
    topic: 'shortcomings',
    isRequired: true,
    start: '{{gaps}}',
  }),
  section('next', 'Phương hướng, nhiệm vụ {next}', { topic: 'next', isRequired: true }),
]

const long: Section[] = [
  section('situation', 'Đặc điểm tình hình', { topic: 'situation', isRequired: true }),
  section('leadership', 'Công tác lãnh đạo, chỉ đạo', {
    topic: 'leadership',
    isRequired: true,
    start: '{{indicators topic=leadership}}',
  }),
  section('study', 'Công tác quán triệt, học tập chuyên đề', {
    topic: 'study',
    isRequired: true,
    start: '{{indicators topic=study}}',
  }),
  section('publicity', 'Công tác tuyên truyền', {
    topic: 'publicity',
    start: '{{indicators topic=publicity}}',
  }),
  section('example', 'Việc làm theo và trách nhiệm nêu gương', {
    topic: 'example',
    start: '{{indicators topic=example}}',
  }),
  section('results', 'Kết quả thực hiện các mô hình', {
    topic: 'initiatives',
    start: '{{results}}',
  }),
  section('inspection', 'Công tác kiểm tra, giám sát; sơ kết, tổng kết', { topic: 'inspection' }),
  section('commendation', 'Công tác biểu dương, khen thưởng', {
    topic: 'commendation',
    start: '{{recognised}}',
  }),
  section('duties', 'Kết quả thực hiện nhiệm vụ chính trị', { topic: 'duties' }),
  section('shortcomings', 'Hạn chế, nguyên nhân và bài học kinh nghiệm', {
    topic: 'shortcomings',
    isRequired: true,
    start: '{{gaps}}',
  }),
  section('next', 'Phương hướng, nhiệm vụ {next}; kiến nghị, đề xuất', { topic: 'next', isRequired: true }),
]

export const readyOutlines: Ready[] = [
  { ...common, code: 'monthly', name: 'Báo cáo tháng', periods: ['month'], sections: short },
  { ...common, code: 'quarterly', name: 'Báo cáo quý', periods: ['quarter'], sections: short },
  {
    ...common,
    code: 'periodic',
    name: 'Báo cáo 6 tháng, 9 tháng',
    periods: ['half', 'nine_months'],
    sections: short,
  },
  { ...common, code: 'annual', name: 'Báo cáo năm', periods: ['year'], sections: long },
  {
    ...common,
    code: 'review',
    name: 'Báo cáo sơ kết, tổng kết nhiều năm',
    periods: ['years'],
    subject: 'sơ kết việc thực hiện Kết luận số 01-KL/TW gắn với Chỉ thị số 05-CT/TW {period}',
    opening: `Thực hiện ${programme}, {speaker} báo cáo sơ kết việc thực hiện {period} như sau:`,
    sections: long,
  },
]

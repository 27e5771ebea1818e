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

const common = {
  title: 'BÁO CÁO',
  subject: 'kết quả thực hiện {programme} {period}',
  opening: 'Thực hiện {programme_full}, {speaker} báo cáo kết quả thực hiện {period} như sau:',
  addressees: [],
  recipients: [],
  since: null,
  source: 'Các văn bản của chương trình; dàn ý tổng hợp từ báo cáo đã công bố',
}

const short: Section[] = [
  section('leadership', 'Công tác lãnh đạo, chỉ đạo', {
    topic: 'leadership',
    isRequired: true,
    start: '{{indicators topic=leadership}}\n{{indicators topic=study}}',
  }),
  section('results', 'Kết quả thực hiện các mô hình', { topic: 'initiatives', start: '{{lines}}' }),
  section('shortcomings', 'Hạn chế, nguyên nhân', {
    topic: 'shortcomings',
    isRequired: true,
    start: '{{gaps}}',
  }),
  section('next', 'Phương hướng, nhiệm vụ {next}', { topic: 'next', isRequired: true, start: '{{next}}' }),
]

const long: Section[] = [
  section('situation', 'Đặc điểm tình hình', {
    topic: 'situation',
    isRequired: true,
    start: '{{indicators topic=situation}}',
  }),
  section('leadership', 'Công tác lãnh đạo, chỉ đạo', {
    topic: 'leadership',
    start: '{{indicators topic=leadership}}',
  }),
  section('study', 'Công tác quán triệt, học tập chuyên đề', {
    topic: 'study',
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
    start: '{{lines}}',
  }),
  section('inspection', 'Công tác kiểm tra, giám sát; sơ kết, tổng kết', {
    topic: 'inspection',
    start: '{{indicators topic=inspection}}',
  }),
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
  section('next', 'Phương hướng, nhiệm vụ {next}; kiến nghị, đề xuất', {
    topic: 'next',
    isRequired: true,
    start: '{{next}}',
  }),
]

/** Behind the signature: every figure with how far it is proven, every unit, every initiative, and photos that were chosen. */
const annexes: Section[] = [
  section('annex_indicators', 'Số liệu theo chỉ số và mức độ minh chứng', {
    isAnnex: true,
    start: '{{table}}',
  }),
  section('annex_units', 'Số liệu theo đơn vị', { isAnnex: true, start: '{{units}}' }),
  section('annex_recognised', 'Mô hình được công nhận', { isAnnex: true, start: '{{recognised list}}' }),
  section('annex_initiatives', 'Mô hình và kết quả', { isAnnex: true, start: '{{initiatives}}' }),
  // Nobody has chosen a photo yet: an annex without a word is not printed.
  section('annex_photos', 'Hình ảnh hoạt động', { isAnnex: true }),
]

/** What was done of the theme of the year alone: its figures are those of records that serve it. */
const ofTheme: Section[] = [
  section('theme', 'Chuyên đề và việc xác định nội dung học tập, làm theo', {
    topic: 'situation',
    isRequired: true,
    start: '{{theme}}',
  }),
  section('leadership', 'Công tác lãnh đạo, chỉ đạo', {
    topic: 'leadership',
    start: '{{indicators topic=leadership theme=year}}',
  }),
  section('study', 'Công tác quán triệt, học tập chuyên đề', {
    topic: 'study',
    start: '{{indicators topic=study theme=year}}',
  }),
  section('publicity', 'Công tác tuyên truyền chuyên đề', {
    topic: 'publicity',
    start: '{{indicators topic=publicity theme=year}}',
  }),
  section('results', 'Kết quả làm theo chuyên đề', {
    topic: 'initiatives',
    start: '{{indicators theme=year}}\n{{units theme=year}}',
  }),
  section('shortcomings', 'Hạn chế, nguyên nhân và bài học kinh nghiệm', {
    topic: 'shortcomings',
    isRequired: true,
    start: '{{gaps}}',
  }),
  section('next', 'Phương hướng, nhiệm vụ {next}', { topic: 'next', isRequired: true, start: '{{next}}' }),
  section('annex_indicators', 'Số liệu theo chỉ số và mức độ minh chứng', {
    isAnnex: true,
    start: '{{table theme=year}}',
  }),
]

/** What a union, the Front or another organisation reports on its year, along its own line. */
const ofOrganisation: Section[] = [
  section('situation', 'Đặc điểm tình hình, tổ chức và hội viên, đoàn viên', {
    topic: 'situation',
    isRequired: true,
  }),
  section('leadership', 'Công tác chỉ đạo của ban chấp hành', {
    topic: 'leadership',
    start: '{{indicators topic=leadership}}',
  }),
  section('study', 'Công tác tuyên truyền, giáo dục; học tập chuyên đề', {
    topic: 'study',
    start: '{{indicators topic=study}}\n{{indicators topic=publicity}}',
  }),
  section('results', 'Kết quả các phong trào, mô hình học tập và làm theo Bác', {
    topic: 'initiatives',
    isRequired: true,
    start: '{{lines}}',
  }),
  section('example', 'Đăng ký làm theo, nêu gương của cán bộ, hội viên, đoàn viên', {
    topic: 'example',
    start: '{{indicators topic=example}}',
  }),
  section('commendation', 'Biểu dương, khen thưởng', { topic: 'commendation', start: '{{recognised}}' }),
  section('shortcomings', 'Hạn chế, nguyên nhân', {
    topic: 'shortcomings',
    isRequired: true,
    start: '{{gaps}}',
  }),
  section('next', 'Phương hướng, nhiệm vụ {next}; đề xuất', {
    topic: 'next',
    isRequired: true,
    start: '{{next}}',
  }),
]

export const readyOutlines: Ready[] = [
  { ...common, code: 'monthly', name: 'Báo cáo tháng', periods: ['month'], sections: [...short, ...annexes] },
  {
    ...common,
    code: 'quarterly',
    name: 'Báo cáo quý',
    periods: ['quarter'],
    sections: [...short, ...annexes],
  },
  {
    ...common,
    code: 'periodic',
    name: 'Báo cáo 6 tháng, 9 tháng',
    periods: ['half', 'nine_months'],
    sections: [...short, ...annexes],
  },
  { ...common, code: 'annual', name: 'Báo cáo năm', periods: ['year'], sections: [...long, ...annexes] },
  {
    ...common,
    code: 'review',
    name: 'Báo cáo sơ kết, tổng kết nhiều năm',
    periods: ['years'],
    subject: 'sơ kết {years} thực hiện {programme}, {period}',
    opening: 'Thực hiện {programme_full}, {speaker} báo cáo sơ kết {years} thực hiện, {period}, như sau:',
    sections: [...long, ...annexes],
  },
  {
    ...common,
    code: 'theme',
    name: 'Báo cáo chuyên đề năm',
    periods: ['half', 'year'],
    subject: 'kết quả học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh theo chuyên đề {period}',
    opening: 'Thực hiện {programme_full}, {speaker} báo cáo kết quả thực hiện chuyên đề {period} như sau:',
    sections: ofTheme,
  },
  {
    ...common,
    code: 'organisation_annual',
    name: 'Báo cáo năm của đoàn thể (theo ngành)',
    periods: ['half', 'year'],
    subject: 'kết quả công tác và phong trào học tập, làm theo Bác {period}',
    opening:
      'Thực hiện {programme_full} và chương trình công tác của cấp trên, {speaker} báo cáo kết quả {period} như sau:',
    sections: [...ofOrganisation, ...annexes],
  },
]

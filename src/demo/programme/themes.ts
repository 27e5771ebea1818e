// The themes of the demonstration: those of the term and of 2022 to 2024 in the words in which provinces taught them
// (DOMAIN c.2), that of 2026 invented, as it says itself.
import type { Day } from '#platform/time'
import { chanceFrom } from '../chance.ts'

type DemoTheme = {
  key: 'term-2021' | 'year-2022' | 'year-2023' | 'year-2024' | 'year-2026'
  /** Key of the unit that words it. */
  issuer: string
  span: 'term' | 'year'
  fromYear: number
  toYear: number
  shortTitle: string
  title: string
  /** Key of the document that decides it. */
  document: string
}

/** The themes of the demonstration, in the order of their years. */
export const demoThemes: readonly DemoTheme[] = [
  {
    key: 'term-2021',
    issuer: 'oldProvince/party',
    span: 'term',
    fromYear: 2021,
    toYear: 2025,
    shortTitle: 'Ý chí tự lực, tự cường và khát vọng phát triển đất nước',
    title:
      'Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh về ý chí tự lực, tự cường và khát vọng phát triển đất nước phồn vinh, hạnh phúc',
    document: 'province-plan',
  },
  {
    key: 'year-2022',
    issuer: 'oldProvince/party',
    span: 'year',
    fromYear: 2022,
    toYear: 2022,
    shortTitle: 'Đội ngũ cán bộ, đảng viên thật sự tiên phong, gương mẫu',
    title:
      'Xây dựng đội ngũ cán bộ, đảng viên thật sự tiên phong, gương mẫu, có đạo đức cách mạng trong sáng, bản lĩnh, đủ năng lực',
    document: 'province-guidance-2022',
  },
  {
    key: 'year-2023',
    issuer: 'oldProvince/party',
    span: 'year',
    fromYear: 2023,
    toYear: 2023,
    shortTitle: 'Văn hóa, đoàn kết, cống hiến',
    title: 'Xây dựng văn hóa, đoàn kết và tinh thần cống hiến vì Nhân dân (lời minh hoạ)',
    document: 'province-guidance-2023',
  },
  {
    key: 'year-2024',
    issuer: 'oldProvince/party',
    span: 'year',
    fromYear: 2024,
    toYear: 2024,
    shortTitle: 'Dám nghĩ, dám làm, dám chịu trách nhiệm',
    title:
      'Đổi mới tư duy, sửa đổi lối làm việc; dám nghĩ, dám làm, dám chịu trách nhiệm; nghĩ thật, nói thật, làm thật, có hiệu quả thật, người dân được thụ hưởng thật',
    document: 'province-guidance-2024',
  },
  {
    key: 'year-2026',
    issuer: 'newProvince/party',
    span: 'year',
    fromYear: 2026,
    toYear: 2026,
    shortTitle: 'Gần dân, sát việc, phục vụ tận tâm (minh hoạ)',
    title: 'Gần dân, sát việc, phục vụ tận tâm ở cơ sở (chuyên đề minh hoạ)',
    document: 'new-province-plan',
  },
]

/** The id of a theme of the demonstration, the same every time. */
export const demoTheme = (key: DemoTheme['key']): string =>
  chanceFrom(`theme ${key}`).id(Date.parse('2021-06-01'))

/** The theme for which something of a day counts: that of the year, or else that of the term. */
export function demoThemeOf(day: Day): string | null {
  const year = Number(day.slice(0, 4))
  const found =
    demoThemes.find((theme) => theme.span === 'year' && theme.fromYear === year) ??
    demoThemes.find((theme) => theme.span === 'term' && theme.fromYear <= year && year <= theme.toYear)
  return found ? demoTheme(found.key) : null
}

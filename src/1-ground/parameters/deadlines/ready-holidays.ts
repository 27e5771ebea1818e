import type { Day } from '#platform/time'

/** A day on which offices are closed, or a day of a weekend on which they are open in exchange. */
export type Holiday = {
  day: Day
  isWorked: boolean
  name: string
  /** What says so. */
  source: string
  /** Whether somebody has compared the day with that source. */
  isVerified: boolean
}

const names = {
  newYear: 'Tết Dương lịch',
  tet: 'Tết Nguyên đán',
  hung: 'Giỗ Tổ Hùng Vương',
  april: 'Ngày Chiến thắng 30/4',
  may: 'Ngày Quốc tế lao động 1/5',
  national: 'Quốc khánh 2/9',
} as const
type Name = keyof typeof names

const law = 'Bộ luật Lao động 2019, Điều 112'
const inLieu = 'Bộ luật Lao động 2019, Điều 111 khoản 3 (nghỉ bù)'
const press2021 = 'Lịch nghỉ lễ 2021, Báo SGGP 09/12/2020'
const press2022 = 'Lịch nghỉ lễ 2022, officeholidays.com'
const press2026 = 'Lịch nghỉ Tết Bính Ngọ 2026, Báo Công an TP. Hồ Chí Minh'
const announced = (year: number): string =>
  `Thông báo lịch nghỉ lễ, Tết năm ${year} của Bộ quản lý nhà nước về lao động`
const lunar = 'Tính theo âm lịch; chưa có thông báo'

const closed = (name: Name, source: string, isVerified: boolean, ...days: Day[]): Holiday[] =>
  days.map((day) => ({ day, isWorked: false, name: names[name], source, isVerified }))
const worked = (name: Name, source: string, day: Day): Holiday => ({
  day,
  isWorked: true,
  name: `Làm bù ${names[name]}`,
  source,
  isVerified: false,
})

/**
 * The public holidays of 2021–2027 for offices that work from Monday to Friday. Four days of a year are fixed by law; the days
 * of Tết, the second day of September and exchanged days come from the announcement of each year. What nobody has compared with
 * a source is marked; an administrator puts right what is wrong, and adds the years that come.
 */
export const readyHolidays: readonly Holiday[] = [
  ...[2021, 2024, 2025, 2026, 2027].flatMap((year) => closed('newYear', law, true, `${year}-01-01`)),
  ...closed('newYear', inLieu, true, '2022-01-03', '2023-01-02'),
  ...closed('newYear', announced(2026), false, '2026-01-02'),
  worked('newYear', announced(2026), '2026-01-10'),

  ...closed('tet', press2021, true, '2021-02-10', '2021-02-11', '2021-02-12', '2021-02-15', '2021-02-16'),
  ...closed('tet', press2022, true, '2022-01-31', '2022-02-01', '2022-02-02', '2022-02-03', '2022-02-04'),
  ...closed(
    'tet',
    announced(2023),
    false,
    '2023-01-20',
    '2023-01-23',
    '2023-01-24',
    '2023-01-25',
    '2023-01-26',
  ),
  ...closed(
    'tet',
    announced(2024),
    false,
    '2024-02-08',
    '2024-02-09',
    '2024-02-12',
    '2024-02-13',
    '2024-02-14',
  ),
  ...closed(
    'tet',
    announced(2025),
    false,
    '2025-01-27',
    '2025-01-28',
    '2025-01-29',
    '2025-01-30',
    '2025-01-31',
  ),
  ...closed('tet', press2026, true, '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'),
  ...closed('tet', lunar, false, '2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11'),

  ...closed('hung', press2021, true, '2021-04-21'),
  ...closed('hung', press2022, true, '2022-04-11'),
  ...closed('hung', announced(2024), false, '2024-04-18'),
  ...closed('hung', announced(2025), false, '2025-04-07'),
  ...closed('hung', announced(2026), false, '2026-04-27'),
  ...closed('hung', lunar, false, '2027-04-16'),

  ...[2021, 2024, 2025, 2026, 2027].flatMap((year) => closed('april', law, true, `${year}-04-30`)),
  ...[2023, 2024, 2025, 2026].flatMap((year) => closed('may', law, true, `${year}-05-01`)),
  ...closed('may', inLieu, true, '2021-05-03', '2022-05-02', '2022-05-03', '2027-05-03'),
  // 2023: the Hùng Kings' day and 30/4 fell on a weekend before 1/5, so two days followed it.
  ...closed('april', inLieu, true, '2023-05-02', '2023-05-03'),
  ...closed('april', announced(2024), false, '2024-04-29'),
  worked('april', announced(2024), '2024-05-04'),
  ...closed('may', announced(2025), false, '2025-05-02'),
  worked('may', announced(2025), '2025-04-26'),

  ...[2021, 2022, 2024, 2025, 2026, 2027].flatMap((year) => closed('national', law, true, `${year}-09-02`)),
  ...closed('national', press2021, true, '2021-09-03'),
  ...closed('national', press2022, true, '2022-09-01'),
  ...closed('national', announced(2023), false, '2023-09-01'),
  ...closed('national', inLieu, true, '2023-09-04'),
  ...closed('national', announced(2024), false, '2024-09-03'),
  ...closed('national', announced(2025), false, '2025-09-01'),
  ...closed('national', announced(2026), false, '2026-08-31', '2026-09-01'),
  worked('national', announced(2026), '2026-08-22'),
  ...closed(
    'national',
    lunar.replace('Tính theo âm lịch', 'Ngày liền kề theo Điều 112'),
    false,
    '2027-09-03',
  ),
]

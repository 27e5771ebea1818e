import { type Day, isDay } from '#platform/time'

/** The day of a year that is written as day and month: `19/5`; nonsense stays nonsense. */
export const dayInYear = (dayAndMonth: string, year: string): Day => {
  const [day = '', month = ''] = dayAndMonth.split('/')
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** What a parameter is: its unit for people, and what may stand in it. */
export const parameterShapes = {
  deadline_days: { isValid: (value: string) => /^[1-9]\d?$/.test(value) },
  quiet_hours: {
    isValid: (value: string) => /^([01]\d|2[0-3]):[0-5]\d–([01]\d|2[0-3]):[0-5]\d$/.test(value),
  },
  late_reminder_days: { isValid: (value: string) => /^[1-9]\d?$/.test(value) },
  protected_threshold: { isValid: (value: string) => /^([3-9]|[1-9]\d)$/.test(value) },
  answers_from_one_place: { isValid: (value: string) => /^[1-9]\d?$/.test(value) },
  door_alike_within_seconds: { isValid: (value: string) => /^[1-9]\d{0,3}\/[1-9]\d{0,2}$/.test(value) },
  door_place_within_seconds: { isValid: (value: string) => /^[1-9]\d{0,3}\/[1-9]\d{0,2}$/.test(value) },
  programme_year_begins: { isValid: (value: string) => isDay(dayInYear(value, '2000')) },
  answers_within_minutes: { isValid: (value: string) => /^[1-9]\d?\/[1-9]\d?$/.test(value) },
} as const
export type ParameterCode = keyof typeof parameterShapes

/** All codes, in the order in which people read them. */
export const parameterCodes = Object.keys(parameterShapes) as ParameterCode[]

/** A value with the days on which it holds, and its source. */
export type Parameter = {
  code: ParameterCode
  value: string
  validFrom: Day
  validTo: Day | null
  source: string
}

/** What comes with the software; an administrator changes it from a day on, with a source. */
export const readyParameters: readonly Parameter[] = [
  {
    code: 'deadline_days',
    value: '10',
    validFrom: '2021-01-01',
    validTo: null,
    source: 'Thông lệ của văn phòng cấp ủy khi văn bản trên không ghi hạn; chưa đối chiếu văn bản',
  },
  {
    code: 'quiet_hours',
    value: '21:00–06:00',
    validFrom: '2021-01-01',
    validTo: null,
    source: 'Giờ nghỉ do hệ thống đặt sẵn',
  },
  {
    code: 'late_reminder_days',
    value: '3',
    validFrom: '2021-01-01',
    validTo: null,
    source: 'Nhịp đôn đốc do hệ thống đặt sẵn',
  },
  {
    code: 'protected_threshold',
    value: '5',
    validFrom: '2021-01-01',
    validTo: null,
    source: 'Thông lệ của các cơ quan thống kê khi công bố số liệu về người; chưa có văn bản quy định',
  },
  {
    code: 'answers_from_one_place',
    value: '2',
    validFrom: '2021-01-01',
    validTo: null,
    source: 'Hệ thống đặt sẵn: hai người trong một nhà có thể dùng chung máy hoặc mạng',
  },
  {
    code: 'answers_within_minutes',
    value: '2/5',
    validFrom: '2021-01-01',
    validTo: null,
    source: 'Hệ thống đặt sẵn: quá 2 câu trả lời trong 5 phút thì thanh tra xem trước khi tính',
  },
  {
    code: 'programme_year_begins',
    value: '19/5',
    validFrom: '2006-11-07',
    validTo: null,
    source: 'Ngày sinh Chủ tịch Hồ Chí Minh 19/5/1890: nhiều nơi tính một năm từ 19/5 đến 18/5 năm sau',
  },
  {
    code: 'door_alike_within_seconds',
    value: '30/10',
    validFrom: '2021-01-01',
    validTo: null,
    source: 'Hệ thống đặt sẵn, đo ở hội trường 200 người trong 2 phút: khoảng 17 lượt mỗi 10 giây',
  },
  {
    code: 'door_place_within_seconds',
    value: '60/10',
    validFrom: '2021-01-01',
    validTo: null,
    source: 'Hệ thống đặt sẵn, gấp đôi ngưỡng của các máy giống nhau',
  },
]

/** Whether a text may stand in a parameter from a day on. */
export const isValue = (code: ParameterCode, value: string, from: Day): boolean =>
  isDay(from) && parameterShapes[code].isValid(value)

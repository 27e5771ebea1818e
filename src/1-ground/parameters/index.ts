export { holidaysBetween } from './deadlines/holidays.ts'
export {
  defaultDays,
  dueDay,
  type Holidays,
  isWorkingDay,
  nextWorkingDay,
  noHolidays,
  workingDaysBetween,
} from './deadlines/rules.ts'
export { officialLayout, officialLayouts } from './layouts.ts'

import { AsyncLocalStorage } from 'node:async_hooks'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import type { FieldProblem, Problem, ProblemParams } from './problem.ts'
import { projectFolder } from './project-folder.ts'
import { daysOfPeriod, isDay } from './time.ts'

/** The languages of the interface. Vietnamese is the first; both are complete (a test says where not). */
export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]

type Tree = { [key: string]: string | Tree }
type Params = Record<string, string | number>

/** All messages of a language as flat keys: `activities.record.title`, `problem.initiative_has_ended`. */
function load(language: Language): Map<string, string> {
  const messages = new Map<string, string>()
  const walk = (prefix: string, tree: Tree): void => {
    for (const [key, value] of Object.entries(tree)) {
      const path = key === 'problem' && !prefix.includes('.') ? 'problem' : `${prefix}.${key}`
      if (typeof value === 'string') messages.set(path, value)
      else walk(path, value)
    }
  }
  const folder = join(projectFolder, 'messages', language)
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')))
    walk(file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8')) as Tree)
  return messages
}

const catalogues: Record<Language, Map<string, string>> = { vi: load('vi'), en: load('en') }
const parsed: Record<Language, Map<string, IntlMessageFormat>> = { vi: new Map(), en: new Map() }
const current = new AsyncLocalStorage<Language>()

/** The language in which the current request is answered. */
export const language = (): Language => current.getStore() ?? 'vi'

/** Runs something, and all that it awaits, in a language. */
export const inLanguage = <T>(wanted: Language, run: () => T): T => current.run(wanted, run)

/** Whether a message of that key exists. */
export const hasMessage = (key: string): boolean => catalogues[language()].has(key)

/**
 * The message of a key in the current language, its `{params}` filled in (ICU message syntax). Numbers are grouped
 * the language's own way.
 * @throws Error where the key does not exist: that is a fault of ours, found by the tests.
 */
export function t(key: string, params?: Params): string {
  const spoken = language()
  const message = catalogues[spoken].get(key)
  if (message === undefined) throw new Error(`No message “${key}” in messages/${spoken}`)
  if (params === undefined && !message.includes('{') && !message.includes("'")) return message
  return String(formatOf(key, message).format(params))
}

/** A message as it was parsed, once. */
function formatOf(key: string, message: string): IntlMessageFormat {
  const spoken = language()
  const known = parsed[spoken].get(key) ?? new IntlMessageFormat(message, spoken)
  parsed[spoken].set(key, known)
  return known
}

type Part = { type: number; value?: unknown; options?: Record<string, { value: Part[] }> }
const literal = 0

/** The names of the values that a message needs. */
export function valuesOf(key: string): string[] {
  const named = (parts: readonly Part[]): string[] =>
    parts.flatMap(({ type, value, options }) => [
      ...(type === literal || typeof value !== 'string' ? [] : [value]),
      ...Object.values(options ?? {}).flatMap((option) => named(option.value)),
    ])
  const message = catalogues[language()].get(key)
  return message === undefined ? [] : named(formatOf(key, message).getAst() as Part[])
}

/** The sentence of a problem: what is wrong and what to do. */
export function sentenceOf(
  problem: Problem | FieldProblem | { code: string; params?: ProblemParams },
): string {
  const key = `problem.${problem.code}`
  const params = Object.fromEntries(
    Object.entries(problem.params ?? {}).map(([name, value]) => [
      name,
      isDay(String(value)) ? formatDay(String(value)) : value,
    ]),
  )
  return hasMessage(key) ? t(key, params) : t('problem.unknown', { code: problem.code })
}

/** One of two wordings that data carries for each language. */
export const worded = (vi: string, en: string): string => (language() === 'vi' ? vi : en)

const locale = (): string => (language() === 'vi' ? 'vi-VN' : 'en-GB')
const formats = new Map<string, Intl.NumberFormat>()

/** A number grouped the language's own way: 1.284,5 in Vietnamese. Three decimals at most. */
export function formatNumber(amount: number): string {
  const key = locale()
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(key, { maximumFractionDigits: 3 })
    formats.set(key, format)
  }
  return format.format(amount)
}

/** Whole đồng: 1.250.000 đồng. */
export const formatDong = (dong: number | bigint): string =>
  `${formatNumber(Number(dong))} ${t('platform.dong')}`

/** A day (`2026-03-01`) as people write it: 01/3/2026. */
export function formatDay(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-')
  // Documents write the leading zero of a day below 10 and of the months 1 and 2 (DOMAIN §a.3); running text follows.
  return language() === 'vi'
    ? `${date}/${Number(month) < 3 ? month : Number(month)}/${year}`
    : `${date}/${month}/${year}`
}

/**
 * A month (`2026-03`), quarter (`2026-Q1`), year, months in a row, or days (15/5/2024 – 14/6/2024) as people say them.
 */
export function formatPeriod(period: string): string {
  const days = daysOfPeriod(period)
  if (days) return [...new Set([days.first, days.last])].map(formatDay).join(' – ')
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (quarter)
    return t('platform.quarter', {
      quarter: ['I', 'II', 'III', 'IV'][Number(quarter[2]) - 1] ?? '',
      year: quarter[1] ?? '',
    })
  const month = /^(\d{4})-(\d{2})$/.exec(period)
  if (month) return t('platform.month', { month: String(Number(month[2])), year: month[1] ?? '' })
  const months = /^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/.exec(period)
  if (months)
    return t('platform.months', {
      from: formatPeriod(months[1] ?? ''),
      until: formatPeriod(months[2] ?? ''),
    })
  return t('platform.year', { year: period })
}

/** An instant as people in Vietnam read it: 14:05, 01/3/2026. */
export function formatInstant(instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(instant)
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(instant)
  return `${parts}, ${formatDay(day)}`
}

/** An instant of late as people say it: “hôm qua 14:05”; an older one with its day. */
export function formatMoment(instant: Date, now: Date = new Date()): string {
  const dayOf = (one: Date): string =>
    new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(one)
  const at = formatInstant(instant)
  const time = at.slice(0, at.indexOf(','))
  if (dayOf(instant) === dayOf(now)) return t('platform.today_at', { time })
  if (dayOf(instant) === dayOf(new Date(now.getTime() - 86_400_000)))
    return t('platform.yesterday_at', { time })
  return at
}

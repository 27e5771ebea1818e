// The sentences of the phone, in both languages, brought along with the app: nothing is asked of the network.

import activitiesEn from '../../../../messages/en/activities.json' with { type: 'json' }
import evidenceEn from '../../../../messages/en/evidence.json' with { type: 'json' }
import initiativesEn from '../../../../messages/en/initiatives.json' with { type: 'json' }
import phoneEn from '../../../../messages/en/phone.json' with { type: 'json' }
import platformEn from '../../../../messages/en/platform.json' with { type: 'json' }
import activitiesVi from '../../../../messages/vi/activities.json' with { type: 'json' }
import evidenceVi from '../../../../messages/vi/evidence.json' with { type: 'json' }
import initiativesVi from '../../../../messages/vi/initiatives.json' with { type: 'json' }
import phoneVi from '../../../../messages/vi/phone.json' with { type: 'json' }
import platformVi from '../../../../messages/vi/platform.json' with { type: 'json' }

type Tree = { [key: string]: string | Tree }
type Params = Record<string, string | number>
export type Language = 'vi' | 'en'

function flat(tree: Tree, prefix: string, into: Map<string, string>): void {
  for (const [key, value] of Object.entries(tree)) {
    const path = key === 'problem' && prefix === 'phone' ? 'problem' : `${prefix}.${key}`
    if (typeof value === 'string') into.set(path, value)
    else flat(value, path, into)
  }
}

function catalogue(phone: Tree, ...others: { problem: Tree }[]): Map<string, string> {
  const all = new Map<string, string>()
  for (const { problem } of others) flat(problem, 'problem', all)
  flat(phone, 'phone', all)
  return all
}

const catalogues: Record<Language, Map<string, string>> = {
  vi: catalogue(phoneVi, platformVi, activitiesVi, evidenceVi, initiativesVi),
  en: catalogue(phoneEn, platformEn, activitiesEn, evidenceEn, initiativesEn),
}

let spoken: Language = 'vi'
export const language = (): Language => spoken
export const speak = (wanted: Language): void => {
  spoken = wanted
}

const locale = (): string => (spoken === 'vi' ? 'vi-VN' : 'en-GB')

/** A number grouped the language's own way. */
export const formatNumber = (amount: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 3 }).format(amount)

/** One of several wordings by a number: `{count, plural, one {# photo} other {# photos}}`. */
function chooseByNumber(message: string, params: Params): string {
  return message.replace(
    /\{(\w+), plural,((?:\s*[=\w]+ \{[^{}]*\})+)\}/g,
    (_, name: string, wordings: string) => {
      const count = Number(params[name])
      const all = new Map(
        [...wordings.matchAll(/(?:^|\s)([=\w]{1,20}) \{([^{}]*)\}/g)].map(([, form, text]) => [form, text]),
      )
      const chosen =
        all.get(`=${count}`) ?? all.get(new Intl.PluralRules(locale()).select(count)) ?? all.get('other')
      return (chosen ?? '').replaceAll('#', formatNumber(count))
    },
  )
}

/** The message of a key, its `{params}` filled in: the part of the ICU syntax that the phone's sentences use. */
export function t(key: string, params: Params = {}): string {
  const message = chooseByNumber(catalogues[spoken].get(key) ?? key, params)
  return message.replace(/\{(\w+)(, number)?\}/g, (whole, name: string, isNumber: string | undefined) => {
    const value = params[name]
    if (value === undefined) return whole
    return isNumber ? formatNumber(Number(value)) : String(value)
  })
}

/** The sentence of a problem of a field. */
export function sentenceOf(problem: { code: string; params?: Params | undefined }): string {
  const key = `problem.${problem.code}`
  const params = Object.fromEntries(
    Object.entries(problem.params ?? {}).map(([name, value]) => [
      name,
      /^\d{4}-\d\d-\d\d$/.test(String(value)) ? formatDay(String(value)) : value,
    ]),
  )
  return catalogues[spoken].has(key) ? t(key, params) : t('problem.unknown', { code: problem.code })
}

/** One of two wordings that data carries for each language. */
export const worded = (vi: string, en: string | null): string => (spoken === 'vi' ? vi : (en ?? vi))

/** A day as people write it, as the pages of the server do. */
export function formatDay(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-')
  if (spoken === 'en') return `${date}/${month}/${year}`
  return `${date}/${Number(month) < 3 ? month : Number(month)}/${year}`
}

/** An instant as people in Vietnam read it. */
export function formatInstant(at: number): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
  return `${time}, ${formatDay(dayAt(at))}`
}

/** The day in Vietnam at an instant. */
export const dayAt = (at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(at)

/** Bytes as people read them. */
export const formatBytes = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${formatNumber(Math.ceil(bytes / 1024))} kB`
    : bytes < 1024 ** 3
      ? `${formatNumber(Math.round(bytes / 1024 / 102.4) / 10)} MB`
      : `${formatNumber(Math.round((bytes / 1024 ** 3) * 10) / 10)} GB`

/** Every sentence that the phone can say; a test asks whether it could say them. */
export const sentences = (wanted: Language): ReadonlyMap<string, string> => catalogues[wanted]

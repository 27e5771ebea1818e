import type { Rule } from '#figures'
import type { Qualifier } from '#platform/precision'
import type { Known } from './material.ts'

type More = {
  name?: string
  unit?: string
  rule?: Rule
  before?: number
  percent?: number
  qualifier?: Qualifier
  rate?: { part: string; whole: string }
}

const bound = (code: string, amount: number, qualifier: Qualifier = 'exact') => ({
  shown: String(amount),
  amount,
  href: `/so-lieu/${code}`,
  scope: { unitId: 'unit', unitSlug: 'xa', indicator: code, period: '2026' },
  ...(qualifier === 'exact' ? {} : { qualifier }),
  proven: 60,
})

/** A figure as a report knows it. */
export const known = (code: string, amount: number, more: More = {}): Known => ({
  code,
  name: more.name ?? code,
  unit: more.unit ?? 'việc',
  rule: more.rule ?? 'sum',
  rate: more.rate,
  figure: bound(code, amount, more.qualifier),
  ...(more.before === undefined ? {} : { before: bound(code, more.before) }),
  ...(more.percent === undefined ? {} : { target: { percent: more.percent, href: '/chi-tieu' } }),
})

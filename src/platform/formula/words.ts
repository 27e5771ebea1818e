import { formatNumber, t } from '#platform/i18n'
import type { Formula } from './parse.ts'

/** The messages of the operators, named here in full so that a search for one finds it. */
const operators = {
  '+': 'figures.formula.plus',
  '-': 'figures.formula.minus',
  '*': 'figures.formula.times',
  '/': 'figures.formula.divided_by',
} as const

/**
 * A formula told in words in the current language, its indicators by their names: *tỷ lệ phần trăm của “Đại biểu dự”
 * trên “Đại biểu được mời”*. Every part that is computed itself stands in brackets: readers need not know which
 * operator comes first.
 */
export function formulaInWords(formula: Formula, nameOf: (code: string) => string): string {
  const told = (part: Formula): string => formulaInWords(part, nameOf)
  const part = (of: Formula): string => (standsAlone(of) ? told(of) : `(${told(of)})`)
  switch (formula.kind) {
    case 'number':
      return formatNumber(formula.amount)
    case 'indicator':
      return `“${nameOf(formula.code)}”`
    case 'negative':
      return t('figures.formula.negative', { of: part(formula.of) })
    case 'sum':
    case 'product':
      return [
        part(formula.first),
        ...formula.rest.map(({ operator, operand }) => `${t(operators[operator])} ${part(operand)}`),
      ].join(' ')
    case 'min':
    case 'max':
      return t(`figures.formula.${formula.kind}`, { of: formula.of.map(told).join('; ') })
    case 'round':
      return t('figures.formula.round', { of: told(formula.of), digits: formula.digits })
    case 'percent':
      return t('figures.formula.percent', { part: part(formula.part), whole: part(formula.whole) })
  }
}

/** What needs no brackets: the list of `min` and `max` brings its own. */
const standsAlone = ({ kind }: Formula): boolean =>
  kind === 'number' || kind === 'indicator' || kind === 'min' || kind === 'max'

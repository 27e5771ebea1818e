import { Problem } from '#platform/problem'

/**
 * How a derived indicator is computed from the totals of others in the same unit, line and period. Operators of one
 * rank that follow one another are one node, worked out from left to right; so a formula is never nested more deeply
 * than its brackets, functions and minus signs, and can be walked by plain recursion.
 */
export type Formula =
  | { kind: 'number'; amount: number }
  | { kind: 'indicator'; code: string }
  | { kind: 'negative'; of: Formula }
  | { kind: 'sum'; first: Formula; rest: { operator: '+' | '-'; operand: Formula }[] }
  | { kind: 'product'; first: Formula; rest: { operator: '*' | '/'; operand: Formula }[] }
  | { kind: 'min' | 'max'; of: Formula[] }
  | { kind: 'round'; of: Formula; digits: number }
  | { kind: 'percent'; part: Formula; whole: Formula }

/** What could have stood where something else was found; each is worded in the sentence of `formula_is_malformed`. */
type Expected =
  | 'value'
  | 'operator'
  | 'closing_bracket'
  | 'comma'
  | 'comma_or_closing_bracket'
  | 'function'
  | 'digits'
  | 'shorter_number'

const mostCharacters = 2000
const mostNested = 32
/** Amounts are stored as numeric(18, 3); a double holds any decimal number of fifteen digits without loss. */
const mostDigits = 15
/** As many as are stored and shown: further ones would count, and nobody would see them. */
const mostDecimals = 3

// No pattern can match one text in two ways, so none of them ever tries again: reading takes time in proportion.
const blank = /[ \t\r\n]*/y
const number = /[0-9]+(?:\.[0-9]+)?/y
const word = /[a-z][a-z0-9_]*/y
const indicatorCode = /^[a-z][a-z0-9_]{2,59}$/
const anything = /[\p{L}\p{M}\p{N}_]{1,20}|./suy

/**
 * Reads a formula: numbers with a decimal point, codes of indicators, `+ - * /`, brackets, `min(a, b, …)`,
 * `max(a, b, …)`, `round(x, digits)` and `percent(part, whole)`. The name of a function is one only before a bracket,
 * so that an indicator may be called `max`.
 * @throws Problem `formula_is_too_deep`, `formula_is_too_long`, `formula_is_malformed` (the character, counted from
 * 1, what stands there, and what could have)
 */
export function parseFormula(text: string): Formula {
  // First of all, because a text of nothing but brackets is told best what is wrong with it.
  if (bracketsNested(text.slice(0, mostCharacters)) > mostNested) throw tooDeep()
  if (text.length > mostCharacters) throw new Problem('formula_is_too_long', { most: mostCharacters })
  return new Parsing(text).whole()
}

const tooDeep = () => new Problem('formula_is_too_deep', { most: mostNested })

/** How many brackets are open at once where most are; told without recursion, since nobody has checked the text yet. */
function bracketsNested(text: string): number {
  let open = 0
  let most = 0
  for (const character of text) {
    if (character === '(') most = Math.max(most, ++open)
    else if (character === ')') open--
  }
  return most
}

/** One reading of a text, by recursive descent; `nested` bounds the recursion. */
class Parsing {
  private readonly text: string
  private at = 0
  private nested = 0

  constructor(text: string) {
    this.text = text
  }

  whole(): Formula {
    const formula = this.sum()
    this.match(blank)
    if (this.at < this.text.length) throw this.malformed('operator')
    return formula
  }

  private sum(): Formula {
    const first = this.product()
    const rest: Extract<Formula, { kind: 'sum' }>['rest'] = []
    for (let operator = this.take('+', '-'); operator; operator = this.take('+', '-'))
      rest.push({ operator, operand: this.product() })
    return rest.length === 0 ? first : { kind: 'sum', first, rest }
  }

  private product(): Formula {
    const first = this.factor()
    const rest: Extract<Formula, { kind: 'product' }>['rest'] = []
    for (let operator = this.take('*', '/'); operator; operator = this.take('*', '/'))
      rest.push({ operator, operand: this.factor() })
    return rest.length === 0 ? first : { kind: 'product', first, rest }
  }

  private factor(): Formula {
    if (this.take('-')) return this.deeper(() => ({ kind: 'negative', of: this.factor() }))
    if (this.take('('))
      return this.deeper(() => {
        const inside = this.sum()
        this.expect(')', 'closing_bracket')
        return inside
      })
    return this.number() ?? this.named()
  }

  private number(): Formula | undefined {
    this.match(blank)
    const begin = this.at
    const digits = this.match(number)
    if (digits === '') return undefined
    const [, decimals = ''] = digits.split('.')
    if (digits.replace('.', '').length > mostDigits || decimals.length > mostDecimals)
      throw this.malformed('shorter_number', begin)
    return { kind: 'number', amount: Number(digits) }
  }

  private named(): Formula {
    this.match(blank)
    const begin = this.at
    const name = this.match(word)
    if (name !== '' && this.take('(')) return this.deeper(() => this.call(name, begin))
    if (!indicatorCode.test(name)) throw this.malformed('value', begin)
    return { kind: 'indicator', code: name }
  }

  private call(name: string, begin: number): Formula {
    switch (name) {
      case 'min':
      case 'max': {
        const of = [this.sum()]
        this.expect(',', 'comma')
        do {
          of.push(this.sum())
        } while (this.take(','))
        this.expect(')', 'comma_or_closing_bracket')
        return { kind: name, of }
      }
      case 'round': {
        const of = this.sum()
        this.expect(',', 'comma')
        const digits = this.digits()
        this.expect(')', 'closing_bracket')
        return { kind: 'round', of, digits }
      }
      case 'percent': {
        const part = this.sum()
        this.expect(',', 'comma')
        const whole = this.sum()
        this.expect(')', 'closing_bracket')
        return { kind: 'percent', part, whole }
      }
      default:
        throw this.malformed('function', begin)
    }
  }

  /** To how many decimals is part of the formula's shape, so it is written out and never computed. */
  private digits(): number {
    this.match(blank)
    const begin = this.at
    const digits = this.match(number)
    if (!/^[0-9]$/.test(digits) || Number(digits) > mostDecimals) throw this.malformed('digits', begin)
    return Number(digits)
  }

  private deeper(read: () => Formula): Formula {
    if (++this.nested > mostNested) throw tooDeep()
    const formula = read()
    this.nested--
    return formula
  }

  /** What a pattern matches at this place; the place moves behind it. */
  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  private take<const Sign extends string>(...signs: Sign[]): Sign | undefined {
    this.match(blank)
    const found = signs.find((sign) => sign === this.text[this.at])
    if (found !== undefined) this.at++
    return found
  }

  private expect(sign: string, expected: Expected): void {
    if (!this.take(sign)) throw this.malformed(expected)
  }

  private malformed(expected: Expected, begin = this.at): Problem {
    this.at = begin
    const found = this.match(anything)
    const place = found === '' ? 'end' : 'inside'
    return new Problem('formula_is_malformed', { at: begin + 1, found, place, expected })
  }
}

/** The parts of which a node is made. */
export function operandsOf(formula: Formula): Formula[] {
  switch (formula.kind) {
    case 'number':
    case 'indicator':
      return []
    case 'negative':
    case 'round':
      return [formula.of]
    case 'sum':
    case 'product':
      return [formula.first, ...formula.rest.map(({ operand }) => operand)]
    case 'min':
    case 'max':
      return formula.of
    case 'percent':
      return [formula.part, formula.whole]
  }
}

/** The indicators of which a formula is made, each once, in the order in which they are first named. */
export function codesOf(formula: Formula): string[] {
  const codes = new Set<string>()
  const walk = (part: Formula): void => {
    if (part.kind === 'indicator') codes.add(part.code)
    else operandsOf(part).forEach(walk)
  }
  walk(formula)
  return [...codes]
}

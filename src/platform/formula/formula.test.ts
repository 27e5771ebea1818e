import { expect, test } from 'vitest'
import { inLanguage, languages, sentenceOf } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { leastMilliseconds } from '../../../test/support/busy.ts'
import {
  type CountedTotal,
  checkFormulas,
  codesOf,
  type DerivedFigure,
  evaluateFormula,
  type Formula,
  formulaInWords,
  parseFormula,
} from '../formula.ts'

/** What a call refuses, as a plain object. */
function refusal(call: () => unknown): { code: string; params: Record<string, string | number> } {
  try {
    call()
  } catch (problem) {
    if (problem instanceof Problem) return { code: problem.code, params: problem.params }
    throw problem
  }
  throw new Error('Nothing was refused')
}

/** A total that somebody has entered; declared only, if nothing else is said. */
const counted = (total: number, proven = 0): CountedTotal => ({ total, proven, entries: 1 })
const gap: CountedTotal = { total: 0, proven: 0, entries: 0 }

const evaluate = (text: string, inputs: Record<string, CountedTotal | DerivedFigure> = {}): DerivedFigure =>
  evaluateFormula(parseFormula(text), (code) => inputs[code] ?? gap)

const check = (units: Record<string, string>, formulas: Record<string, string>) =>
  checkFormulas([
    ...Object.entries(units).map(([code, unit]) => ({ code, unit })),
    ...Object.entries(formulas).map(([code, text]) => ({ code, unit: '', formula: parseFormula(text) })),
  ])

// Reading

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 - 4 - 3', 3],
  ['10 - (4 - 3)', 9],
  ['100 / 10 / 5', 2],
  ['100 / (10 / 5)', 50],
  ['12 / 3 * 2', 8],
  ['2 * 3 + 4 * 5', 26],
  ['-2 * 3', -6],
  ['2 - -3', 5],
  ['-(2 + 3)', -5],
  ['- -4', 4],
  ['min(3, 1 + 1, 5)', 2],
  ['max(3, 1, 5) - 1', 4],
  ['round(2.345, 2)', 2.35],
  ['round(1.005, 2)', 1.01],
  ['round(-2.5, 0)', -3],
  ['round(2 / 3, 1)', 0.7],
  ['percent(3, 8)', 37.5],
  ['\t1.5\n+ 0.25 ', 1.75],
  ['0.1 + 0.2', 0.3],
])('%s is %d', (text, value) => {
  expect(evaluate(text).value).toBe(value)
})

test.each([
  ['', 1, '', 'value'],
  ['   ', 4, '', 'value'],
  ['1 +', 4, '', 'value'],
  ['1 + * 2', 5, '*', 'value'],
  ['attended invited', 10, 'invited', 'operator'],
  ['attended)', 9, ')', 'operator'],
  ['(attended', 10, '', 'closing_bracket'],
  ['(attended invited', 11, 'invited', 'closing_bracket'],
  ['1,5 + 2', 2, ',', 'operator'],
  ['1. + 2', 2, '.', 'operator'],
  ['.5', 1, '.', 'value'],
  ['1.284.500', 6, '.', 'operator'],
  ['1e5', 2, 'e5', 'operator'],
  ['12kg', 3, 'kg', 'operator'],
  ['1234567890123456', 1, '1234567890123456', 'shorter_number'],
  ['1 + 0.0005', 5, '0', 'shorter_number'],
  ['Attended', 1, 'Attended', 'value'],
  ['số_hộ + 1', 1, 'số_hộ', 'value'],
  ['ab + 1', 1, 'ab', 'value'],
  [`${'a'.repeat(61)}`, 1, 'a'.repeat(20), 'value'],
  ['2 * 😀', 5, '😀', 'value'],
  ['2 ** 3', 4, '*', 'value'],
  ['alert(1)', 1, 'alert', 'function'],
  ['constructor(1)', 1, 'constructor', 'function'],
  ['min(attended)', 13, ')', 'comma'],
  ['min(1, 2', 9, '', 'comma_or_closing_bracket'],
  ['min(1, 2 3)', 10, '3', 'comma_or_closing_bracket'],
  ['max()', 5, ')', 'value'],
  ['percent(1)', 10, ')', 'comma'],
  ['percent(1, 2, 3)', 13, ',', 'closing_bracket'],
  ['round(1)', 8, ')', 'comma'],
  ['round(1, 4)', 10, '4', 'digits'],
  ['round(1, 1.5)', 10, '1', 'digits'],
  ['round(1, attended)', 10, 'attended', 'digits'],
  ['round(1, -1)', 10, '-', 'digits'],
])('“%s” is malformed at character %d', (text, at, found, expected) => {
  const place = found === '' ? 'end' : 'inside'

  expect(refusal(() => parseFormula(text))).toEqual({
    code: 'formula_is_malformed',
    params: { at, found, place, expected },
  })
})

test('the name of a function is an indicator where no bracket follows', () => {
  expect(codesOf(parseFormula('max + min(percent, round, max)'))).toEqual(['max', 'percent', 'round'])
})

test('32 brackets are read, 33 and ten thousand are refused in no time', () => {
  const nested = (depth: number) => `${'('.repeat(depth)}1${')'.repeat(depth)}`
  parseFormula(nested(32))

  let refused: ReturnType<typeof refusal>[] = []
  const milliseconds = leastMilliseconds(() => {
    refused = [nested(33), nested(10_000), '('.repeat(10_000), '-'.repeat(1999).concat('1')].map((text) =>
      refusal(() => parseFormula(text)),
    )
  })

  expect(refused).toEqual(refused.map(() => ({ code: 'formula_is_too_deep', params: { most: 32 } })))
  expect(milliseconds).toBeLessThan(5)
})

test('brackets side by side are not nested, however many', () => {
  expect(evaluate(`0${' + (-(1))'.repeat(100)}`).value).toBe(-100)
})

test('functions and minus signs nest no deeper than brackets do', () => {
  const functions = `${'min(1,'.repeat(20)}1${')'.repeat(20)}`
  parseFormula(functions)

  expect(refusal(() => parseFormula(`${'-'.repeat(13)}${functions}`)).code).toBe('formula_is_too_deep')
})

test('2,000 characters are read, one more is refused', () => {
  const text = `1${'+1'.repeat(999)} `
  expect(text).toHaveLength(2000)

  expect(evaluate(text).value).toBe(1000)
  expect(refusal(() => parseFormula(`${text} `))).toEqual({
    code: 'formula_is_too_long',
    params: { most: 2000 },
  })
})

test('a chain of 2,000 operators is worked out and told without exhausting the stack', () => {
  const one: Formula = { kind: 'number', amount: 1 }
  const rest = Array.from(
    { length: 2000 },
    (_, index) => ({ operator: index % 2 ? '-' : '+', operand: one }) as const,
  )
  const chain: Formula = { kind: 'sum', first: one, rest }

  expect(evaluateFormula(chain, () => gap).value).toBe(1)
  expect(codesOf(chain)).toEqual([])
  expect(formulaInWords(chain, String)).toMatch(/^1 cộng 1 trừ 1 cộng/)
})

test.each([
  ['digits', '9'.repeat(2000)],
  ['letters', 'a'.repeat(2000)],
  ['blanks', ' '.repeat(2000)],
  ['decimals', `0.${'0'.repeat(1998)}`],
  ['quotients that share no divisor', `${'9.999/7+'.repeat(249)}1`],
  ['a long product', `${'999*'.repeat(499)}9`],
])('no text takes long: %s', (_, text) => {
  const milliseconds = leastMilliseconds(() => {
    try {
      evaluate(text)
    } catch (problem) {
      expect(problem).toBeInstanceOf(Problem)
    }
  })

  expect(milliseconds).toBeLessThan(50)
})

test('the codes of a formula are named once each, in the order of the text', () => {
  expect(codesOf(parseFormula('round(percent(bbb + aaa, aaa) / max(ccc, -bbb), 1)'))).toEqual([
    'bbb',
    'aaa',
    'ccc',
  ])
})

// Checking

const units = {
  attended: 'người',
  invited: 'người',
  attendances: 'lượt người',
  waste_kg: 'kg',
  households: 'hộ',
}

test('the unit of each formula is worked out', () => {
  const { units: found } = check(
    { ...units, money: 'đồng', months: 'tháng' },
    {
      rate: 'round(percent(attended, invited), 1)',
      ratio: 'attended / invited',
      each: 'waste_kg / households',
      waste_again: 'each * households + waste_kg',
      monthly: 'money / households / months',
      inverse: '1 / households',
      square: 'households * households * 2',
      missing: 'max(invited - attended, 0)',
      absent: '100 - rate',
      times_each: 'percent(attendances, attended)',
    },
  )

  expect(Object.fromEntries(found)).toEqual({
    rate: '%',
    ratio: '',
    each: 'kg/hộ',
    waste_again: 'kg',
    monthly: 'đồng/(hộ·tháng)',
    inverse: '1/hộ',
    square: 'hộ^2',
    missing: 'người',
    absent: '',
    times_each: '% lượt người/người',
  })
})

test.each([
  ['waste_kg + households', 'kg', 'hộ', 'neither'],
  ['attended - attendances', 'người', 'lượt người', 'neither'],
  ['min(attended, invited, households)', 'người', 'hộ', 'neither'],
  ['max(waste_kg, 5)', 'kg', '', 'right'],
  ['1 + -waste_kg', '', 'kg', 'left'],
  ['waste_kg / households + waste_kg', 'kg/hộ', 'kg', 'neither'],
  ['round(2 * (waste_kg + attended), 0)', 'kg', 'người', 'neither'],
])('%s adds different units', (text, left, right, bare) => {
  expect(refusal(() => check(units, { derived: text }))).toEqual({
    code: 'formula_adds_different_units',
    params: { left, right, bare, of: 'derived' },
  })
})

test('a unit is the same however its accents are encoded', () => {
  expect(() =>
    check({ one: 'người'.normalize('NFC'), two: ' người'.normalize('NFD') }, { all: 'one + two' }),
  ).not.toThrow()
})

test('a code that nobody knows is named, and so is a formula of numbers only', () => {
  expect(refusal(() => check(units, { rate: 'attended / absentees' }))).toEqual({
    code: 'formula_names_unknown_indicator',
    params: { code: 'absentees', of: 'rate' },
  })
  expect(refusal(() => check(units, { five: '2 + 3' })).code).toBe('formula_names_no_indicator')
})

test('each derived indicator comes after all that it stands on', () => {
  const { order } = check(
    { base: 'người' },
    { top: 'left1 + right1', left1: 'bottom * 2', right1: 'bottom + base', bottom: 'base * 3' },
  )

  expect(order).toEqual(['bottom', 'left1', 'right1', 'top'])
})

test.each([
  ['itself', { own: 'own + 1' }, 'own → own'],
  ['three', { aaa: 'bbb', bbb: 'ccc * 2', ccc: 'aaa / 3' }, 'aaa → bbb → ccc → aaa'],
  ['two, reached from outside', { top: 'aaa', aaa: 'base + bbb', bbb: 'aaa' }, 'aaa → bbb → aaa'],
])('a circle of %s is refused with its path', (_, formulas, path) => {
  expect(refusal(() => check({ base: '' }, formulas))).toEqual({
    code: 'formula_is_circular',
    params: { path },
  })
})

test('eight levels may stand on one another; a ninth, or a circle of five thousand, may not', () => {
  const levels = (many: number) =>
    Object.fromEntries(
      Array.from({ length: many }, (_, index) => [
        `level_${index + 1}`,
        index === 0 ? 'base' : `level_${index}`,
      ]),
    )
  expect(check({ base: '' }, levels(8)).order).toHaveLength(8)

  expect(refusal(() => check({ base: '' }, levels(9)))).toEqual({
    code: 'formula_stands_on_too_many',
    params: { of: 'level_9', most: 8 },
  })
  const circle = refusal(() => check({ base: '' }, { ...levels(5000), level_1: 'level_5000' }))
  expect(circle.code).toBe('formula_is_circular')
  expect(String(circle.params.path).length).toBeLessThan(200)
})

// Computing

test('a rate keeps its numerator and denominator, so that two units merge rightly', () => {
  const one = evaluate('round(percent(attended, invited), 1)', { attended: counted(9), invited: counted(10) })
  const other = evaluate('round(percent(attended, invited), 1)', {
    attended: counted(10),
    invited: counted(90),
  })

  expect(one).toEqual({ value: 90, numerator: 9, denominator: 10, provenPercent: 0 })
  expect(other).toMatchObject({ value: 11.1, numerator: 10, denominator: 90 })
  expect(
    evaluate('percent(over, under)', {
      over: counted((one.numerator ?? 0) + (other.numerator ?? 0)),
      under: counted((one.denominator ?? 0) + (other.denominator ?? 0)),
    }).value,
  ).toBe(19)
})

test.each([
  ['waste / homes', 12, 4],
  ['waste * 2 / homes', 24, 4],
  ['waste / 2 / homes', 6, 4],
  ['(waste / homes)', 12, 4],
  ['waste / homes * 2', undefined, undefined],
  ['waste / homes + 1', undefined, undefined],
  ['waste + homes', undefined, undefined],
])('%s is %d over %d', (text, numerator, denominator) => {
  const { value, ...figure } = evaluate(text, { waste: counted(12), homes: counted(4) })

  expect(value).not.toBeNull()
  expect(figure).toEqual({ ...(numerator !== undefined && { numerator, denominator }), provenPercent: 0 })
})

test.each(['attended / invited', 'percent(attended, invited)', 'round(attended / (invited + 0), 2)'])(
  '%s by zero has no value, but keeps what is divided',
  (text) => {
    expect(evaluate(text, { attended: counted(5, 5), invited: counted(0) })).toEqual({
      value: null,
      reason: 'division_by_zero',
      numerator: 5,
      denominator: 0,
    })
  },
)

test('a division by what is nothing only in exact arithmetic is a division by zero', () => {
  const inputs = { one: counted(0.1), two: counted(0.2), three: counted(0.3) }

  expect(evaluate('1 / (one + two - three)', inputs)).toMatchObject({
    value: null,
    reason: 'division_by_zero',
  })
  expect(evaluate('0 / 0 + one', inputs)).toEqual({ value: null, reason: 'division_by_zero' })
  expect(evaluate('missing + 1 / 0', inputs)).toEqual({ value: null, reason: 'division_by_zero' })
})

test.each([
  ['missing', null],
  ['-missing', null],
  ['missing + absent', null],
  ['missing + five', 5],
  ['five - missing', 5],
  ['missing - five', null],
  ['missing + nil', 0],
  ['100 - missing', null],
  ['100 - percent(missing, five)', null],
  ['percent(missing, five)', null],
  ['percent(five, missing)', null],
  ['percent(nil, five)', 0],
  ['five * missing', null],
  ['max(missing, 0)', null],
  ['max(missing, five)', 5],
  ['min(missing, five)', 5],
  ['round(missing, 1)', null],
])('what nobody has entered is not a 0: %s', (text, value) => {
  const figure = evaluate(text, { five: counted(5), nil: counted(0) })

  expect(figure.value).toBe(value)
  expect(figure.reason).toBe(value === null ? 'nothing_entered' : undefined)
})

test('a derived indicator computes with others, and takes over why they have no value', () => {
  const rate: DerivedFigure = { value: 40, numerator: 4, denominator: 10, provenPercent: 30 }
  const none: DerivedFigure = { value: null, reason: 'division_by_zero' }

  expect(evaluate('100 - rate', { rate })).toEqual({ value: 60, provenPercent: 30 })
  expect(evaluate('rate + none', { rate, none })).toEqual({ value: null, reason: 'division_by_zero' })
})

test('beyond what a figure can hold there is a reason, never infinity', () => {
  expect(evaluate('big * 10', { big: counted(99_999_999_999_999) }).value).toBe(999_999_999_999_990)
  expect(evaluate('big * 100', { big: counted(99_999_999_999_999) })).toEqual({
    value: null,
    reason: 'too_large',
  })
  expect(evaluate(`one${'*999999999999999'.repeat(100)}`, { one: counted(1) }).reason).toBe('too_large')
  expect(evaluate(`1${'/999999999999999'.repeat(100)}`).value).toBe(0)
})

test.each([
  ['the weakest counts', { aaa: counted(100, 90), bbb: counted(10, 3) }, 30],
  ['rounded down, never up', { aaa: counted(1000, 999), bbb: counted(10, 10) }, 99],
  ['29 of 100 are 29 %, not 28', { aaa: counted(100, 29), bbb: counted(1, 1) }, 29],
  ['all', { aaa: counted(7, 7), bbb: counted(0.3, 0.3) }, 100],
  ['none', { aaa: counted(7), bbb: counted(3, 3) }, 0],
  ['a nil return has nothing to prove', { aaa: counted(0), bbb: counted(3, 2) }, 66],
  ['nothing at all to prove', { aaa: counted(0), bbb: counted(0) }, undefined],
  ['reversals may leave more proven than there is', { aaa: counted(5, 6), bbb: counted(5, -1) }, 0],
])('how far proven: %s', (_, inputs, percent) => {
  expect(evaluate('aaa + bbb', inputs).provenPercent).toBe(percent)
})

// Telling

test('a formula is told in words, in both languages', () => {
  const name = (code: string) => ({ attended: 'Người dự', invited: 'Người được mời' })[code] ?? code
  const rate = parseFormula('round(percent(attended, invited + 1), 1)')
  const left = parseFormula('max(invited - attended, 0) * -2.5 / (1000 + attended)')

  expect(formulaInWords(rate, name)).toBe(
    'tỷ lệ phần trăm của “Người dự” trên (“Người được mời” cộng 1), làm tròn đến 1 chữ số thập phân',
  )
  expect(formulaInWords(left, name)).toBe(
    'số lớn nhất trong (“Người được mời” trừ “Người dự”; 0) nhân với (số đối của 2,5) chia cho (1.000 cộng “Người dự”)',
  )
  expect(inLanguage('en', () => formulaInWords(rate, name))).toBe(
    '“Người dự” as a percentage of (“Người được mời” plus 1), rounded to one decimal',
  )
})

test.each(languages)('every refusal is a whole sentence (%s)', (language) => {
  const refused = [
    ...['', '1 1', '(1 1', 'min(1)', 'min(1,2', 'alert(1)', 'round(1,9)', '1234567890123456'].map((text) =>
      refusal(() => parseFormula(text)),
    ),
    ...['('.repeat(99), '1'.repeat(2001)].map((text) => refusal(() => parseFormula(text))),
    ...['1', 'nobody', 'waste_kg + attended', 'waste_kg + 1', '1 + waste_kg', 'derived'].map((text) =>
      refusal(() => check(units, { derived: text })),
    ),
  ]

  const sentences = inLanguage(language, () => refused.map(sentenceOf))

  expect(new Set(sentences).size).toBe(refused.length)
  for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}[^{}_]*\.$/su)
})

// Any formula

/** A small generator of even pseudo-random numbers (mulberry32), so that a failure can be had again. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

const inputs: Record<string, CountedTotal> = {
  aaa: counted(12.5, 6),
  b_2: counted(7, 7),
  code_of_a_third: counted(0.125),
  nil: counted(0),
}

function anyFormula(roll: (sides: number) => number, depth: number): Formula {
  const next = () => anyFormula(roll, depth - 1)
  const several = <T>(make: () => T): T[] => Array.from({ length: 1 + roll(3) }, make)
  const one = <const T extends string>(...choices: T[]) => choices[roll(choices.length)] as T
  switch (depth === 0 ? roll(2) : roll(8)) {
    case 0:
      return { kind: 'number', amount: roll(20_000) / 1000 }
    case 1:
      return { kind: 'indicator', code: one(...Object.keys(inputs)) }
    case 2:
      return { kind: 'negative', of: next() }
    case 3:
      return {
        kind: 'sum',
        first: next(),
        rest: several(() => ({ operator: one('+', '-'), operand: next() })),
      }
    case 4:
      return {
        kind: 'product',
        first: next(),
        rest: several(() => ({ operator: one('*', '/'), operand: next() })),
      }
    case 5:
      return { kind: one('min', 'max'), of: [next(), ...several(next)] }
    case 6:
      return { kind: 'round', of: next(), digits: roll(4) }
    default:
      return { kind: 'percent', part: next(), whole: next() }
  }
}

/** Writes a formula with no more brackets than it needs, so that reading it has to know which operator comes first. */
function written(formula: Formula): string {
  const within = (part: Formula, ...bracketed: Formula['kind'][]) =>
    bracketed.includes(part.kind) ? `(${written(part)})` : written(part)
  switch (formula.kind) {
    case 'number':
      return String(formula.amount)
    case 'indicator':
      return formula.code
    case 'negative':
      return `-${within(formula.of, 'sum', 'product')}`
    case 'sum':
    case 'product': {
      const bracketed: Formula['kind'][] = formula.kind === 'sum' ? ['sum'] : ['sum', 'product']
      return formula.rest.reduce(
        (text, { operator, operand }) => `${text} ${operator}${within(operand, ...bracketed)}`,
        within(formula.first, ...bracketed),
      )
    }
    case 'min':
    case 'max':
      return `${formula.kind}(${formula.of.map(written).join(',')})`
    case 'round':
      return `round( ${written(formula.of)} , ${formula.digits} )`
    case 'percent':
      return `percent(${written(formula.part)}, ${written(formula.whole)})`
  }
}

/** The formula computed a second way, in doubles; not a number where anything is divided by nothing. */
function inDoubles(formula: Formula): number {
  const ratio = (left: number, right: number) => (Math.abs(right) < 1e-9 ? Number.NaN : left / right)
  switch (formula.kind) {
    case 'number':
      return formula.amount
    case 'indicator':
      return inputs[formula.code]?.total ?? Number.NaN
    case 'negative':
      return -inDoubles(formula.of)
    case 'sum':
      return formula.rest.reduce(
        (left, { operator, operand }) => left + (operator === '+' ? 1 : -1) * inDoubles(operand),
        inDoubles(formula.first),
      )
    case 'product':
      return formula.rest.reduce(
        (left, { operator, operand }) =>
          operator === '*' ? left * inDoubles(operand) : ratio(left, inDoubles(operand)),
        inDoubles(formula.first),
      )
    case 'min':
    case 'max':
      return Math[formula.kind](...formula.of.map(inDoubles))
    case 'round': {
      const scaled = inDoubles(formula.of) * 10 ** formula.digits
      return (Math.sign(scaled) * Math.round(Math.abs(scaled))) / 10 ** formula.digits
    }
    case 'percent':
      return ratio(inDoubles(formula.part), inDoubles(formula.whole)) * 100
  }
}

const rounds = (formula: Formula): boolean => JSON.stringify(formula).includes('"round"')

test('any formula written, read again and computed is the same formula with the same result', () => {
  const roll = dice(19_051_890)
  let values = 0
  let zeros = 0
  for (let round = 0; round < 3000; round++) {
    const formula = anyFormula(roll, round % 5)
    const text = written(formula)
    if (text.length > 2000) continue

    const read = parseFormula(text)
    const result = evaluateFormula(read, (code) => inputs[code] ?? gap)

    expect(read, text).toEqual(formula)
    expect(result, text).toEqual(evaluateFormula(formula, (code) => inputs[code] ?? gap))
    const expected = inDoubles(formula)
    if (result.value === null) {
      if (result.reason === 'division_by_zero') zeros++
      continue
    }
    expect(Number.isFinite(result.value), text).toBe(true)
    // Doubles round a half that they only nearly hold the other way, and such a step can grow without bound.
    if (Number.isNaN(expected) || rounds(formula)) continue
    values++
    expect(Math.abs(result.value - expected), text).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(expected)),
    )
  }
  expect(values).toBeGreaterThan(1000)
  expect(zeros).toBeGreaterThan(100)
})

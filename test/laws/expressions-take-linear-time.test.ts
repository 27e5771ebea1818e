import ts from 'typescript'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

type Expression = { where: string; source: string; flags: string }

/** Expressions as they stand in a file. Of one made of a template only its fixed parts are known: the rest is a word. */
function expressionsIn(name: string, text: string): Expression[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
  const found: Expression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      found.push({ where: name, source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') {
      const [pattern, flags] = node.arguments ?? []
      const source = pattern && fixedParts(pattern)
      if (source)
        found.push({ where: name, source, flags: flags && ts.isStringLiteral(flags) ? flags.text : '' })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function fixedParts(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return node.head.text + node.templateSpans.map(({ literal }) => `x${literal.text}`).join('')
}

/** What `new RegExp` is given at the start of a module that makes its expressions out of lists. */
async function expressionsMadeBy(load: () => Promise<unknown>, where: string): Promise<Expression[]> {
  const found: Expression[] = []
  const original = globalThis.RegExp
  globalThis.RegExp = new Proxy(original, {
    construct: (target, given) => {
      found.push({ where, source: String(given[0]), flags: String(given[1] ?? '') })
      return Reflect.construct(target, given)
    },
  })
  try {
    await load()
  } finally {
    globalThis.RegExp = original
  }
  return found
}

/** With escapes and classes as one sign each. */
const bare = (source: string): string => source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x')

/**
 * Linear without looking further: nothing repeats without bound, or one thing does, and it begins at one place only or nothing
 * comes after it that could fail.
 */
function isLinearAtSight({ source, flags }: Expression): boolean {
  const signs = bare(source)
  const unbounded = signs.match(/[+*]|\{\d+,\}/g) ?? []
  if (unbounded.length === 0) return true
  if (unbounded.length > 1) return false
  const beginsAtStart = signs.startsWith('^') && !signs.includes('|') && !flags.includes('m')
  return beginsAtStart || /(?:[+*]|\{\d+,\})\??$/.test(signs)
}

/** Where a group ends that begins at a place. */
function endOfGroup(source: string, from: number): number {
  let depth = 0
  let isClass = false
  for (let at = from; at < source.length; at += 1) {
    const sign = source[at]
    if (sign === '\\') at += 1
    else if (isClass) isClass = sign !== ']'
    else if (sign === '[') isClass = true
    else if (sign === '(') depth += 1
    else if (sign === ')' && --depth === 0) return at + 1
  }
  return source.length
}

/** The checker knows no looking around: what looks ahead may fail, what looks back is taken as true. */
function withoutLooking(source: string): string {
  let text = source
  for (const [group, becomes] of [
    ['(?!', '\\uE000'],
    ['(?=', '\\uE000'],
    ['(?<!', ''],
    ['(?<=', ''],
  ] as const)
    for (let at = text.indexOf(group); at >= 0; at = text.indexOf(group))
      text = text.slice(0, at) + becomes + text.slice(endOfGroup(text, at))
  return text
}

/** Of the same shape, and smaller: words of two letters, at most three where a number of times is given. */
const smaller = (source: string): string =>
  source
    .replace(/\\(?:[pP]\{[^}]*\}|u[0-9A-F]{4}|.)|\[(?:\\.|[^\]\\])*\]|\(\?<[a-z]+>|\p{Ll}{3,}/gu, (part) =>
      /^\p{Ll}/u.test(part) ? `${part[0]}${part.at(-1)}` : part,
    )
    .replace(/\{(\d+)(,?)(\d*)\}/g, (_, least: string, comma: string, most: string) => {
      const few = (count: string) => (count === '' ? '' : String(Math.min(Number(count), 3)))
      return `{${few(least)}${comma}${few(most)}}`
    })

test('an evil expression is found: one that takes exponential, cubic or quadratic time', async () => {
  const { slow } = await checker()

  const evil = [/^(a+)+$/, /x.*?y[^>]*z="/s, /\s+$/, /<a[^>]*>/g, /^\s*b?\s*$/]
  const fine = [/^[a-z]+(?:-[a-z]+)*$/, /\s+/g, /^\d{4}-\d{2}$/]

  expect(evil.filter((one) => !slow({ where: '', source: one.source, flags: one.flags }))).toEqual([])
  expect(fine.filter((one) => slow({ where: '', source: one.source, flags: one.flags }))).toEqual([])
})

test('every expression of the program takes time in proportion to the text, whatever the text', async () => {
  const { slow } = await checker()
  const written = sourceFiles().flatMap(({ name, text }) => expressionsIn(name, text))
  const made = [
    ...(await expressionsMadeBy(
      // @ts-expect-error: the query makes it a module of its own, whose expressions are made now.
      () => import('../../src/6-tell/papers/check/excused.ts?fresh'),
      '6-tell/papers/check/excused.ts',
    )),
    ...(await expressionsMadeBy(
      // @ts-expect-error: as above.
      () => import('../../src/platform/documents/legacy-letters.ts?fresh'),
      'platform/documents/legacy-letters.ts',
    )),
  ]

  expect(written.length).toBeGreaterThan(300)
  expect(made.length).toBeGreaterThan(20)
  const all = new Map([...written, ...made].map((one) => [`/${one.source}/${one.flags}`, one]))
  const found = [...all].filter(([, one]) => slow(one)).map(([text, { where }]) => `${where}: ${text}`)
  expect(found).toEqual([])
}, 180_000)

async function checker() {
  // In this process: its verdict depends on no clock.
  process.env.RECHECK_BACKEND = 'pure'
  const { checkSync } = await import('recheck')
  return {
    /** Whether an expression takes more than linear time, or cannot be told to take less. */
    slow: (one: Expression): boolean => {
      if (isLinearAtSight(one)) return false
      // Letters of either case make no difference to the time, but much to the check.
      const flags = one.flags.includes('u') ? one.flags.replace('i', '') : one.flags
      const verdict = checkSync(smaller(withoutLooking(one.source)), flags, {
        checker: 'automaton',
        timeout: null,
      })
      return verdict.status !== 'safe'
    },
  }
}

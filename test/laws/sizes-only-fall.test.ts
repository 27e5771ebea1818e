import ts from 'typescript'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

const files = sourceFiles()

/** What is longer than a page of paper. Both numbers only fall: lower them when they have. */
const longFiles = 27
const longFunctions = 96

/** A module has at most 5,000 lines without its tests. Those that had more keep to what they had, rounded up to a hundred or two. */
const linesOfModules: Record<string, number> = {
  '2-promise/tasks': 6_300,
  '3-capture/phone': 5_800,
  '3-capture/gatherings': 6_300,
  '4-prove/evidence': 6_300,
  '5-count/figures': 5_400,
  '6-tell/papers': 5_400,
  '6-tell/reports': 6_000,
}

const linesOf = (text: string): number => text.split('\n').length - 1

/** The functions of a file that have more than 60 lines, by their places. */
function longFunctionsOf({ name, text }: { name: string; text: string }): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false)
  const found: string[] = []
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const first = lineAt(node.getStart(file))
      if (lineAt(node.end) - first >= 60) found.push(`${name}:${first + 1}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

test('no file grows beyond 300 lines', () => {
  const long = files.filter(({ text }) => linesOf(text) > 300).map(({ name }) => name)

  expect(files.length).toBeGreaterThan(500)
  expect(long.length, long.join('\n')).toBeLessThanOrEqual(longFiles)
})

test('no function grows beyond 60 lines', () => {
  const long = files.flatMap(longFunctionsOf)

  expect(long.length, long.join('\n')).toBeLessThanOrEqual(longFunctions)
})

test('a function of 61 lines is seen, one of 60 is not', () => {
  const ofLines = (count: number) => `const f = () => {\n${'  void 0\n'.repeat(count - 2)}}\n`

  expect(longFunctionsOf({ name: 'a.ts', text: ofLines(61) })).toEqual(['a.ts:1'])
  expect(longFunctionsOf({ name: 'a.ts', text: ofLines(60) })).toEqual([])
})

test('no module grows beyond its lines', () => {
  const lines = new Map<string, number>()
  for (const { name, text } of files) {
    const module = /^\d-\w+\/[\w-]+(?=\/)/.exec(name.replaceAll('\\', '/'))?.[0]
    if (module) lines.set(module, (lines.get(module) ?? 0) + linesOf(text))
  }

  const grown = [...lines].filter(([module, count]) => count > (linesOfModules[module] ?? 5000))

  expect(Object.fromEntries(grown)).toEqual({})
  expect(Object.keys(linesOfModules).filter((module) => !lines.has(module))).toEqual([])
})

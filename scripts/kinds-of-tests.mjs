// Which tests need what: a browser test the build and Chromium, a database test PostgreSQL, a unit test neither.
// The kind follows from the test support that a file imports, directly or through fixtures, so nobody has to write it down.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const browserSupport = [join('test', 'support', 'system.ts'), join('test', 'support', 'chromium.ts')]
const isTest = (name) => /\.test\.tsx?$/.test(name)
const isSupport = (name) => name.startsWith('test') || /\.(test|fixture)\.tsx?$/.test(name)

/** All test files, by their paths in the project. */
export const testFiles = () =>
  ['src', 'test'].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter(isTest)
      .sort(),
  )

/** The files that `npm test -- …` asks for, or a few more: Vitest runs every file whose path contains one of the words. */
export function filesAsked(words) {
  const isWord = (word) => !word.startsWith('-')
  // What follows an option may be its value; with nothing else, all files may run.
  if (!words.some((word, at) => isWord(word) && (at === 0 || isWord(words[at - 1])))) return testFiles()
  const asked = words.filter(isWord).map((word) => normalize(word.replace(/:\d+$/, '')))
  return testFiles().filter((name) => asked.some((part) => join(project, name).includes(part)))
}

/** @returns {'unit' | 'database' | 'browser'} */
export function kindOf(name) {
  const seen = supportBehind(name)
  if (browserSupport.some((file) => seen.has(file))) return 'browser'
  return [...seen.values()].some((text) => /\binject\(/.test(text)) ? 'database' : 'unit'
}

/** Whether a test file opens a copy of the demonstration district. */
export const needsDemonstration = (name) =>
  supportBehind(name).has(join('test', 'support', 'demonstration.ts'))

/** A test file and the support and fixtures that it reaches, with their texts. */
function supportBehind(name) {
  const seen = new Map()
  const open = [name]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file) || !isSupport(file) || !existsSync(join(project, file))) continue
    const text = readFileSync(join(project, file), 'utf8')
    seen.set(file, text)
    for (const [, path] of text.matchAll(/(?:from|import) '(\.[^']+)'/g)) open.push(join(dirname(file), path))
  }
  return seen
}

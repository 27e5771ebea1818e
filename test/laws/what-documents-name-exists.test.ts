import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#platform/project-folder'

const filesUnder = (folder: string): string[] =>
  readdirSync(join(projectFolder, folder), { recursive: true }).map((name) =>
    join(folder, String(name)).replaceAll('\\', '/'),
  )

const files = ['src', 'test', 'docs', 'scripts', 'bench', 'migrations', 'messages'].flatMap(filesUnder)
const documents = [
  ...readdirSync(projectFolder).filter((name) => name.endsWith('.md')),
  ...files.filter((name) => name.endsWith('.md')),
]

const isInProject = (path: string): boolean => existsSync(join(projectFolder, path))

/** A source file may be named by its path in the project, from the document on, or by the end of its path. */
const isThere = (document: string, name: string): boolean =>
  isInProject(name) ||
  isInProject(join(dirname(document), name)) ||
  files.some((file) => file.endsWith(`/${normalize(name).replaceAll('\\', '/')}`))

/** What a document names and leads to that is not there. */
function gone(document: string, text: string): string[] {
  const folders = text.matchAll(/`((?:src|test|docs|scripts|bench|messages|migrations)\/[\w./-]+)`/g)
  const sources = text.matchAll(/(?<![\w/.-])((?:[\w.-]+\/)*[\w.-]+\.(?:tsx?|mjs|sql))(?![\w-])/g)
  const links = text.matchAll(/\]\((?!\w+:|#)([^)\s#]+)/g)
  const named = [...folders, ...sources]
    .map(([, name]) => name ?? '')
    .filter((name) => !isThere(document, name))
  const linked = [...links]
    .map(([, to]) => to ?? '')
    .filter((to) => !isInProject(join(dirname(document), to)))
  return [...new Set([...named, ...linked])].map((name) => `${document} names ${name}`)
}

test('every file that a document names or leads to is there', () => {
  const found = documents.flatMap((name) => gone(name, readFileSync(join(projectFolder, name), 'utf8')))

  expect(documents.length).toBeGreaterThan(80)
  expect(found).toEqual([])
})

test('a file that is gone is seen, however it is named', () => {
  const text =
    'See `src/gone`, gone.ts, `src/platform/gone.ts`, [page](gone.md), `src/main.ts`, [this](README.md).'

  expect(gone('README.md', text).map((line) => line.split(' ').at(-1))).toEqual([
    'src/gone',
    'src/platform/gone.ts',
    'gone.ts',
    'gone.md',
  ])
})

test('every module folder has a README', () => {
  const modules = files
    .filter((name) => /^src\/\d-\w+\/[\w-]+\/index\.ts$/.test(name))
    .map((name) => dirname(name))

  expect(modules.length).toBeGreaterThan(10)
  expect(modules.filter((folder) => !isInProject(join(folder, 'README.md')))).toEqual([])
})

test('docs/decisions/README.md lists every decision by its title', async () => {
  const folder = join(projectFolder, 'docs/decisions')
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.md$/.test(name))
    .sort()
  const titles = names.map(
    (name) => readFileSync(join(folder, name), 'utf8').split('\n', 1)[0]?.slice(2) ?? '',
  )
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  const lead = readme.slice(0, readme.indexOf('\n- ') + 1)

  expect(titles.filter((title, at) => !title.startsWith(`${names[at]?.slice(0, 4)} – `))).toEqual([])
  const index = titles.map((title, at) => `- [${title}](${names[at]})\n`).join('')
  await expect(`${lead}${index}`).toMatchFileSnapshot(join(folder, 'README.md'))
})

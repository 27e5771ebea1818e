// The import law, derived from the doors in package.json: they stand in the order in which modules may stand on one
// another. A module is entered by its door; a relative import never leaves home; platform and ui know no domain.
import { readFileSync } from 'node:fs'

const { imports } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'))
const doors = Object.entries(imports)
  .filter(([, file]) => /^\.\/src\/\d-.*\/index\.ts$/.test(file))
  .map(([name, file]) => ({ name, folder: file.replace(/^\.\//, '').replace(/\/index\.ts$/, '') }))
const folderOf = (name) => doors.find((door) => door.name === name)?.folder

/** Evidence and figures are open to all, since every figure must pass them; they stand on the ground alone. */
const openToAll = ['#figures', '#evidence'].map(folderOf)
const ground = doors.filter(({ folder }) => folder.startsWith('src/1-ground/')).map(({ folder }) => folder)

// A door stands after all whose stage has a lower number.
const stages = doors
  .filter(({ folder }) => !openToAll.includes(folder))
  .map(({ folder }) => folder.slice(0, 5))
if (stages.join() !== stages.toSorted().join())
  throw new Error('The doors in package.json do not stand in the order of their stages.')

const exactly = (folder) => `^${folder.replaceAll('/', '\\/')}\\/`
const any = (folders) => folders.map(exactly).join('|')
const isTest = '\\.(test|fixture)\\.tsx?$'

const order = doors.map(({ name, folder }, index) => {
  const above = openToAll.includes(folder) ? ground : doors.slice(0, index).map((door) => door.folder)
  const allowed = [...new Set([...above, ...(openToAll.includes(folder) ? [] : openToAll), folder])]
  return {
    name: `${name.slice(1)}-stands-on-those-above-it`,
    severity: 'error',
    from: { path: exactly(folder), pathNot: isTest },
    to: { path: '^src/\\d-', pathNot: any(allowed) },
  }
})

const entered = doors.map(({ name, folder }) => ({
  name: `${name.slice(1)}-is-entered-by-its-door`,
  severity: 'error',
  from: { path: '^src/', pathNot: [exactly(folder), isTest].join('|') },
  to: { path: exactly(folder), pathNot: `${exactly(folder)}(index|in-browser)\\.ts$` },
}))

export default {
  forbidden: [
    ...order,
    ...entered,
    {
      name: 'platform-and-ui-know-no-domain',
      severity: 'error',
      from: { path: '^src/(platform|ui)/', pathNot: isTest },
      to: { path: '^src/(\\d-|cli/|demo/|main|modules|web|api)' },
    },
    {
      name: 'platform-knows-no-pages',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: isTest },
      to: { path: '^src/ui/' },
    },
    {
      name: 'nothing-stands-on-the-command-line',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/cli/|${isTest}` },
      to: { path: '^src/cli/' },
    },
    {
      name: 'entry-and-rules-do-no-io',
      severity: 'error',
      from: { path: '^src/\\d-.*/(entry|rules)\\.ts$' },
      to: {
        dependencyTypesNot: ['type-only'],
        path: '(store|read)\\.ts$|^src/platform/(database|files|postgres|migrate|server|log)|^node:(fs|net|http)|^(fs|net|http)$',
      },
    },
    {
      name: 'only-stores-speak-sql',
      severity: 'error',
      from: { path: '^src/(\\d-|cli/|demo/|ui/)', pathNot: `store\\.ts$|${isTest}` },
      to: { path: 'node_modules/(kysely|pg)/' },
    },
    {
      name: 'pages-and-api-call-use-cases',
      severity: 'error',
      from: { path: '^src/\\d-.*/(pages/.*|api)\\.tsx?$' },
      to: { path: '^src/\\d-.*/store\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-browser-takes-nothing-from-the-server',
      severity: 'error',
      from: { path: '/(browser|island|screen)/|^src/ui/islands\\.ts$', pathNot: isTest },
      // What only reads letters serves both sides.
      to: {
        path: '^src/',
        pathNot:
          '/(browser|island|screen)/|/(entry|rules|in-browser)\\.ts$|^src/platform/(plain-text|live-text|number|precision|precision-choices|said|references)\\.ts$',
      },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: isTest },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'everything-is-found', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}

// Completes package-lock.json after `npm install`: some registries do not carry the binaries of every platform, and then
// npm leaves them out of the lock file and `npm ci` refuses it. An entry without an address is enough: npm skips it on
// other platforms, and on its own platform finds the package by name and version.
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))

const systems = {
  win: 'win32',
  windows: 'win32',
  win32: 'win32',
  darwin: 'darwin',
  linux: 'linux',
  linuxmusl: 'linux',
  android: 'android',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  sunos: 'sunos',
  aix: 'aix',
  openharmony: 'openharmony',
}
const processors = [
  'arm64',
  'x64',
  'arm',
  'ia32',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
  'riscv',
  'ppc',
]

/** The platform that a package's name tells. */
function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split(/[-_]/)
  const os = words.map((word) => systems[word]).find(Boolean)
  const cpu = processors.find((processor) => words.includes(processor))
  if (!os && !cpu) return undefined
  const libc = words.some((word) => word.startsWith('musl') || word === 'linuxmusl') ? ['musl'] : undefined
  // A name without a known word stands for a platform that cannot be this one.
  return {
    ...(os ? { os: [os] } : { os: ['none'] }),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc ? { libc } : {}),
  }
}

let added = 0
for (const [path, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const places = [`${path}${path ? '/' : ''}node_modules/${name}`, `node_modules/${name}`]
    if (places.some((place) => lock.packages[place])) continue
    const platform = platformOf(name)
    const version = range.replace(/^[\^~>=\s]+/, '')
    if (!platform || !/^\d+\.\d+\.\d+/.test(version)) continue
    lock.packages[`node_modules/${name}`] = {
      version,
      optional: true,
      ...(entry.dev ? { dev: true } : {}),
      ...platform,
    }
    added += 1
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
)
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} platform packages were added to the lock file.`)
